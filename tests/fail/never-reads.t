#!/bin/sh
# lab: a client that sends and never reads stops its own child only
#
# A server that serves all its clients in one process would stop for all of
# them (UNP 6.8). Here only the child that has this client sleeps in write.

. "$(dirname "$0")/../sh/lib.sh"

# echo_all COUNT: another client has COUNT lines back, one by one; its exit
# status is in $status, the hundredths of a second that it took in $took
echo_all() {
    awk -v n="$1" 'BEGIN { for (; i < n; i++) print "line " i }' >"$tmp/in"
    input=$tmp/in
    took=$(clock)
    launch other ch05/client-v1 127.0.0.1 "$port"
    wait_end "$pid"
    took=$(($(clock) - took))
}

# best_of_three: the shortest time that this takes, in $best
best_of_three() {
    best=
    for i in 1 2 3; do
        echo_all $lines
        [ "${best:-$took}" -lt "$took" ] || best=$took
    done
}

# stuck: both ends of the connection, and the states of both processes
stuck() {
    echo "client's end $(one_end "$port" client "$its_port")"
    echo "child's end $(one_end "$port" server "$its_port")"
    echo "never-reads $(state "$client")"
    echo "its child $(state "$child")"
}

# asleep: the same without the numbers. Asleep with input to read, as Recv-Q
# says, a process can only be in write.
asleep() {
    stuck | sed 's/ [1-9][0-9]*$/, input to read/'
}
both_in_write="client's end ESTABLISHED, input to read
child's end ESTABLISHED, input to read
never-reads S
its child S"

lines=20
[ -z "$DEMO" ] || lines=10000
start_version 3
if [ -n "$DEMO" ]; then
    heading "1. A client-v1 sends $lines lines, one by one."
    best_of_three
    before=$best
    tell "    best of $i: it took $before hundredths of a second"
fi

heading '2. A client sends and does not read: ch05/fail/never-reads'
launch never-reads ch05/fail/never-reads 127.0.0.1 "$port"
client=$pid
check_wait 'never-reads is served' 1 count_children "$server"
child=$(children "$server")
its_port=$(client_port "$port")
check_wait 'both processes sleep, though both have input to read' \
    "$both_in_write" asleep
# Now and then the kernel asks again for room, and some of it moves. So look
# for an echo of the other client during which nothing has.
until=$(($(date +%s) + WAIT))
was='' now=not
while [ "$was" != "$now" ] && [ "$(date +%s)" -le "$until" ]; do
    was=$(stuck)
    echo_all 20
    now=$(stuck)
done
check 'another client is served: exit status' 0 "$status"
check 'while it was, nothing moved: the queues are full' "$was" "$now"
show_processes "$server" "$client"
show_sockets "$port"
bad 'It sleeps in write; so does its child. Each waits for the other to read.'

heading '3. Meanwhile the other client-v1 once more:'
echo_all $lines
check 'another client: exit status' 0 "$status"
check_same 'another client has all its lines back' "$tmp/in" "$tmp/other.out"
check_wait 'the stuck two sleep as before' "$both_in_write" asleep
[ -z "$DEMO" ] || best_of_three
[ -z "$DEMO" ] || good "$(awk -v a="${best:-0}" -v b="${before:-0}" 'BEGIN {
    printf "It took %d hundredths of a second: %.2f times as long as before.\n",
        a, a / (b > 0 ? b : 1) }')"

kill_process "$client"
check_wait 'with never-reads gone its child ends too' gone state "$child"
check_wait 'and is reaped' 1 count_lines "$tmp/server-v3.out" "^child $child "
finish_tests
