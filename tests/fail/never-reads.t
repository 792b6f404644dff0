#!/bin/sh
# lab: a client that never reads blocks its own child, and no other client
# class: 4 minutes
# title: a client that sends and never reads
# unp: 6.8
# keep: A client that never reads blocks only its own child, because each client
#   has one.
#
# If one process served all clients, it would block for all of them (UNP 6.8).
# Here only the child that serves this client sleeps in write.

. "$(dirname "$0")/../sh/lib.sh"

# echo_all COUNT: another client sends COUNT lines and receives the echo of each
# before it sends the next; its exit status is in $status
echo_all() {
    awk -v n="$1" 'BEGIN { for (; i < n; i++) print "line " i }' >"$tmp/in"
    input=$tmp/in
    launch other ch05/client-v1 127.0.0.1 "$port"
    wait_end "$pid"
}

# stuck: prints both sides of the connection, and the states of both processes
stuck() {
    echo "client's side $(one_end "$port" client "$its_port")"
    echo "child's side $(one_end "$port" server "$its_port")"
    echo "never-reads $(state "$client")"
    echo "its child $(state "$child")"
}

# asleep: the same without the numbers. A process that sleeps although Recv-Q
# is not 0 can only be in write.
asleep() {
    stuck | sed 's/ [1-9][0-9]*$/, input to read/'
}
both_in_write="client's side ESTABLISHED, input to read
child's side ESTABLISHED, input to read
never-reads S
its child S"

lines=20
[ -z "$DEMO" ] || lines=10000
start_version 3

ask 'The client never-reads sends lines and does not read the echoes. How many
    of the two, the client and its child, will sleep in write in the end?' \
    'What happens to the echoes? And when all the buffers are full?' \
    '0|the buffers of the kernel grow' '1|the child, which echoes' \
    '2|then no process reads what the client sends'
heading '1. The client never-reads sends lines and does not read the echoes:'
launch never-reads ch05/fail/never-reads 127.0.0.1 "$port"
client=$pid
check_wait 'never-reads is served' 1 count_children "$server"
child=$(children "$server")
its_port=$(client_port "$port")
check_wait 'both processes sleep, though both have unread input' \
    "$both_in_write" asleep
show_processes "$server" "$client"
show_sockets "$port"
bad 'never-reads and its child both sleep in write, because each waits for the
other to read.'
answer "$(asleep | grep -c '^[ni].* S$')" \
    'The echoes fill the buffers towards the client, so the child sleeps in
    write and does not read. Then the lines fill the buffers towards the child,
    and the client sleeps in write, too: a deadlock. It stops no other client,
    because each has its own child.' \
    'ch05/fail/limits.md'

heading "2. Meanwhile a client-v1 sends $lines lines, and waits for each echo:"
# From time to time the kernel sends a window probe, and a few bytes move.
# Therefore repeat until the other client is served while no byte moves.
until=$(($(date +%s) + WAIT))
was='' now=not
while [ "$was" != "$now" ] && [ "$(date +%s)" -le "$until" ]; do
    was=$(stuck)
    echo_all $lines
    now=$(stuck)
done
check 'another client is served: exit status' 0 "$status"
check_same 'another client receives all its lines' "$tmp/in" "$tmp/other.out"
check 'in that time no byte moves: the queues are full' "$was" "$now"
check_wait 'never-reads and its child still sleep' "$both_in_write" asleep
tell "    bytes that client-v1 has sent:           $(wc -c <"$tmp/in")" \
    "    bytes that client-v1 has received:       $(wc -c <"$tmp/other.out")" \
    "    bytes that never-reads moved meanwhile:  $(
        [ "$was" = "$now" ] && echo 0 || echo some)"
good 'One client that never reads costs a process and some buffers. It blocks'
good 'no other client, because each client has its own child.'

kill_process "$client"
check_wait 'after never-reads is killed, its child ends' gone state "$child"
check_wait 'the server reaps that child' 1 \
    count_lines "$tmp/server-v3.out" "^child $child "
kill_process "$server"
[ -z "$DEMO" ] || finish_tests

# The server leaves first: the client has received its FIN, and then a RST. So
# write fails with EPIPE.
hold 3 fin-first tests/tool/fin-first 127.0.0.1 0
wait_for 1 count_lines "$tmp/fin-first.out" '^listening on'
port=$(listen_port fin-first)
launch gone ch05/fail/never-reads 127.0.0.1 "$port"
client=$pid
wait_for 1 count_sockets "$port" client CLOSE_WAIT
hang_up 3
wait_end "$client"
check 'the server leaves: write fails, and never-reads prints the reason' \
    "exit 1, never-reads: write: $(reason EPIPE)" \
    "exit $status, $(cat "$tmp/gone.err")"
[ "$status" != 'still running' ] || kill_process "$client"
finish_tests
