#!/bin/sh
# lab: after EINTR the server forks, and that child uses a CPU
# class: 4 minutes
# title: a server that goes on to fork after EINTR
# unp: 5.9
# keep: After EINTR there is no client, so a server goes back to accept, and
#   never on to fork.
#
# Two clients leave each server, and a third one stays. The children that use
# the CPU end with the lab; the server is stopped first, or it forks new ones.

. "$(dirname "$0")/../sh/lib.sh"
server=
trap '[ -z "$server" ] || kill -STOP "$server"; cleanup' EXIT

need proc 'CPU time of children'

# interrupted: how many times accept has failed with EINTR
interrupted() {
    count_lines "$tmp/$name.err" "^$name: accept: $(reason EINTR)\$"
}

# has_run PID: "yes" if the process has used a tenth of a second of CPU time
has_run() {
    [ "$(cpu_time "$1")" -lt 10 ] || echo yes
}

# two_leave NAME EXTRA: two clients of the server come and leave. After each of
# them EXTRA children more are there. The third client stays; $child serves it,
# and $others are the children that serve no client.
two_leave() {
    name=$1
    start_server "$name" "ch05/fail/$name" 127.0.0.1 0
    start=$(clock)
    for n in 1 2; do
        connect_client 3 client ch05/client-v1
        wait_for S state "$server"
        hang_up 3
        wait_for $n interrupted
        wait_for $((n * $2)) count_children "$server"
    done
    connect_client 4 third ch05/client-v1
    others=$(children "$server" | grep -vx "$child")
    for p in $others; do
        check_wait "$name: a child without a client uses CPU time" yes \
            has_run "$p"
    done
    used=0
    for p in $others; do
        used=$((used + $(cpu_time "$p")))
    done
    add_column "$name" "$(interrupted)" "$(count_reaped "$name")" \
        "$(in_seconds "$(cpu_time "$child")")" "$(echo "$others" | grep -c .)" \
        "$(in_seconds "$used")"
}

heading 'Two clients come and end, one after the other. A third one stays:'
two_leave eintr-continue 0
end_conversation 4
in_class show_table 'accept: EINTR' 'children reaped' \
    "CPU s, client 3's child" '!children without client' '!CPU s of those'
ask 'After EINTR, eintr-falls-through does not call accept again, but goes on to
    fork. Two clients come and end, and a third one stays. How many children
    will it have then?' \
    'What does a server do next in its loop, after accept has returned?' \
    '0|fork fails without a client' '1|the child of the third client' \
    '2|one for each EINTR' '3|one for each EINTR, one for the third client'
two_leave eintr-falls-through 1
if [ -r "/proc/$server/limits" ]; then
    check 'eintr-falls-through: each process may use 5 s of CPU time' 1 \
        "$(count_lines "/proc/$server/limits" '^Max cpu time  *5  *5 ')"
fi
took=$(($(clock) - start))
show_table 'accept: EINTR' 'children reaped' "CPU s, client 3's child" \
    '!children without client' '!CPU s of those'
show_processes "$server"
bad "All this took $(in_seconds $took) s."
kids=$(count_children "$server")
answer "$kids" \
    'After each EINTR, the loop forks although there is no client: the
    descriptor is -1. In that child, read fails at once, again and again, so
    the child uses all the time of a CPU.' \
    'ch05/fail/signals.md'

check 'accept has failed with EINTR twice' '2 2' "$(table_row 1)"
check 'both have reaped the children of the two clients' '2 2' "$(table_row 2)"
check_range "a correct child uses almost no CPU time" 0 2 \
    "$(table_row 3 | sed 's/.* 0*\([0-9]*\)[.]0*\([0-9]\)/\1\2/')"
check 'eintr-falls-through has two children without a client' '0 2' \
    "$(table_row 4)"
check 'these have no connection: one client is connected' 1 \
    "$(count_sockets "$port" server ESTABLISHED)"
check_range 'both together have used a fifth of a second' 20 1000 "$used"

# kill_one: kill one of the children without a client while the server sleeps
kill_one() {
    wait_for S state "$server"
    kill -KILL "$(children "$server" | grep -vx "$child" | sed 1q)"
}

# If such a child ends, SIGCHLD interrupts accept, and there is a new one.
n=2
while [ $((n += 1)) -le 8 ]; do
    kill_one
    wait_for $n interrupted
    wait_for 3 count_children "$server"
done
check 'a child that is killed has a successor: two children, six times' \
    '8 3' "$(interrupted) $(count_children "$server")"
good 'Six times we killed one of these children. Each time SIGCHLD interrupted'
good 'accept, and the server forked another one.'

# The ninth time the program ends itself.
for p in $(children "$server"); do
    kill_at_end "$p"
done
kill_one
wait_end "$server"
server=
check 'the program forks eight of them, and exits' \
    '1 eintr-falls-through: 8 children for descriptor -1: enough' \
    "$status $(tail -n 1 "$tmp/eintr-falls-through.err")"
finish_tests
