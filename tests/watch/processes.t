#!/bin/sh
# test: watch finds each child, however it was forked, and nobody else's

# In a pid namespace of its own the test may choose pids, without being root.
inside='mount -t proc proc /proc && echo >/proc/sys/kernel/ns_last_pid 99'
if [ -z "${UNP_PIDS:-}" ]; then
    for how in -Urmpf -mpf; do
        # shellcheck disable=SC2086  # busybox sh is two words
        if unshare $how sh -c "$inside" 2>/dev/null; then
            UNP_PIDS=1 exec unshare $how ${TEST_SH:-sh} "$0"
        fi
    done
else
    eval "$inside"
fi

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'processes'
need terminal 'processes'

puppet 3 127.0.0.1
watch_found
type_line 3 thread
check_wait 'a child that a thread has forked' 1 said \
    "server $server forks child [0-9]+"
child=$(children "$server")
kill_at_end "$child"
type_line 3 'fork 1'
check_wait 'one of the first thread' 2 said "server $server forks child [0-9]+"
type_line 3 kill
check_wait 'it is a zombie' 1 said 'child [0-9]+ ends: it is a zombie'
type_line 3 reap
check_wait 'it is reaped' 1 said 'child [0-9]+ is reaped'
kill_process "$server"
check_wait 'the other one is an orphan' 1 said \
    "child $child is an orphan: its parent is now [0-9]+"
kill_process "$watch"
hang_up 3

# A name that clears the screen, in a title that is drawn again and again.
puppet 3 127.0.0.1
type_line 3 'name a) Z~[2J'
wait_for 1 grep -c 'a) Z' "/proc/$server/stat"
watch_on_terminal LC_ALL=C "$port"
check_wait 'a name with an escape sequence' 1 shows '^a\) Z\?\[2J, pid '
check 'it does not clear the screen' 0 "$(sequences '[2J')"

# Three states that are rare.
type_line 3 states
check_wait 'a child that runs' 1 shows '^ *[0-9]+  child   R runs    '
check_wait 'one that waits for its child, as after vfork' 1 shows \
    '^ *[0-9]+  child   D waits   '
if ! [ -s "$tmp/puppet.err" ] || have traced 'a child that is traced'; then
    check_wait 'one that is traced' 1 shows '^ *[0-9]+  child   t traced  '
fi
for _ in 1 2 3; do
    type_line 3 kill
done
type_line 3 reap
check_wait 'they are reaped' 1 shows \
    '^children: 0 live, 0 zombies, 3 reaped'

# 250 children: more than a screen has rows, more events than are kept.
type_line 3 'fork 250'
check_wait '250 children' 1 shows '^children: 250 live, 0 zombies, 3 reaped'
shown=$(shows '^ *[0-9]+  child ')
check '14 rows are for processes and sockets; there is one socket' 11 "$shown"
check 'those that do not fit are counted' $((251 - 1 - shown)) \
    "$(picture | sed -n 's/^ *and \([0-9]*\) more$/\1/p')"
type_line 5 'size 700 80'
check_wait 'a large terminal has them all' 250 shows '^ *[0-9]+  child '
check_wait '200 events are kept' 200 shows "server $server forks child"
check 'each of them once' 200 "$(picture | sed -n 's/.* forks child //p' |
    sort -u | wc -l | tr -d ' ')"
type_line 5 'size 200 600'
check_wait 'a wide terminal: rows' 200 rows

# It rests a hundred times as long as it works, also with a zombie.
type_line 3 kill
check_wait 'one is a zombie' 1 shows '^children: 249 live, 1 zombies, 3 reaped'
cpu=$(cpu_time "$watch") time=$(clock)
until [ $(($(clock) - time)) -ge 150 ]; do
    nap 0.1
done
check_range 'CPU time with 250 children, in percent' 0 7 \
    $(((($(cpu_time "$watch") - cpu) * 100) / ($(clock) - time)))
quit_watch
# They would live on, because this puppet has no client that could leave.
# shellcheck disable=SC2046  # a word for each child
kill -KILL $(children "$server")
kill_process "$server"
hang_up 3

[ -n "${UNP_PIDS:-}" ] || need pids 'a pid that comes again'

# A child with a lower pid than its parent has the listening socket, too.
puppet 3 127.0.0.1
type_line 3 share
type_line 3 'as 50'
wait_for S state 50
check 'the child has a lower pid' yes "$([ 50 -lt "$server" ] && echo yes)"
watch_found
check_wait 'the server is the parent' 1 said "server $server has child 50"

# A new process with the pid of an old child is another process.
type_line 3 'as 5000'
check_wait 'a child' 1 said "server $server forks child 5000"
again() {
    type_line 3 kill
    type_line 3 reap
    wait_for gone state 5000
    type_line 3 'as 5000'
    wait_for S state 5000
}
unseen again
check_wait 'the pid comes again: two children' 'child N ends
child N is reaped
server N forks child N' seen_since
check 'the second one is named' 2 "$(said "server $server forks child 5000")"

# It belongs to somebody else now.
stranger() {
    type_line 3 kill
    type_line 3 reap
    wait_for gone state 5000
    echo 4999 >/proc/sys/kernel/ns_last_pid
    tail -f /dev/null &
    stranger=$!
}
unseen stranger
check_wait 'a stranger with its pid: the child is gone' 'child N ends
child N is reaped' seen_since
check 'the stranger has that pid' 5000 "$stranger"
kill "$stranger"
kill_process "$watch"
finish_tests
