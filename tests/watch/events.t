#!/bin/sh
# test: watch says who forks, ends and is reaped, and that SIGCHLDs merge

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'the events of a server'

# These numbers are those of the lab zombies: see there why they are exact.
for n in 1 2 3; do
    start_version $n
    begun=$(clock)
    launch watch ch05/watch/watch "$port"
    watch=$pid
    wait_for 1 said \
        "server $server is server-v$n, listens on 127.0.0.1 port $port"
    connect_five 3 client
    check_wait "v$n: it forks five children" 5 said \
        "server $server forks child [0-9]+"
    check_wait "v$n: five connections" 5 said \
        'connection [0-9]+: client ESTABLISHED, server ESTABLISHED'
    found=$(clock)
    check "v$n: no child has ended" 0 "$(said 'child .* ends.*')"
    five=$(children "$server")

    stop "$server"
    check_wait "v$n: it is stopped" 1 said "server $server is stopped"
    end_children 3
    check_wait "v$n: five zombies" 5 said 'child [0-9]+ ends: it is a zombie'
    check_wait "v$n: the clients have the TIME_WAITs" 5 said \
        'connection [0-9]+: client TIME_WAIT, server CLOSED'
    check "v$n: no child is reaped" 0 "$(said 'child [0-9]+ is reaped')"
    # Five children have ended. v1 has no handler: the kernel drops SIGCHLD.
    check_wait "v$n: how many SIGCHLDs are pending" $((n > 1)) said \
        "SIGCHLD is pending for server $server"
    check "v$n: each of the five is named" 5 "$(for p in $five; do
        said "child $p ends: it is a zombie"
    done | grep -cx 1)"

    kill -CONT "$server"
    check_wait "v$n: it continues" 1 said "server $server continues"
    connect_client 4 new ch05/client-v1
    check_wait "v$n: a sixth child" 1 said "server $server forks child $child"
    check_wait "v$n: the SIGCHLD is delivered" $((n > 1)) said \
        "SIGCHLD is not pending any more for server $server"
    reaped=$((n == 2 ? 1 : n == 3 ? 5 : 0))
    check_wait "v$n: reaped children" $reaped said 'child [0-9]+ is reaped'
    check "v$n: the others are still zombies" $((5 - reaped)) \
        "$(count_zombies "$server")"
    check "v$n: SIGCHLD was pending once" $((n > 1)) \
        "$(said "SIGCHLD is pending for server $server")"

    killed=$(clock)
    kill_process "$server"
    check_wait "v$n: the server ends" 1 said 'no server'
    check_range "v$n: when, in hundredths of a second" \
        $((killed - found - 1)) $(($(clock) - begun + 1)) "$(sed -n \
        's/^ *\([0-9]*\)[.]\(..\).  no server$/\1\2/p' "$tmp/watch.out")"
    check_wait "v$n: the sixth child is an orphan" 1 said \
        "child $child is an orphan: its parent is now $(parent "$child")"
    hang_up 4
    check_wait "v$n: the orphan ends" 1 said "child $child ends.*"
    check "v$n: watch has said nothing else" '' "$(cat "$tmp/watch.err")"
    check "v$n: it has said nothing twice" '' "$(sed 's/^ *[0-9.]*  //' \
        "$tmp/watch.out" | grep -v block | sort | uniq -d)"
    check "v$n: its seconds never go back" '' "$(awk '
        $1 < last { print }
        { last = $1 }' "$tmp/watch.out")"
    check_wait "v$n: it has closed what it has read" '' opened "$watch"
    kill_process "$watch"
done
finish_tests
