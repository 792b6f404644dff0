#!/bin/sh
# lab: a parent forgets Close(connfd), and no connection ends
# class: 4 minutes
# title: a parent forgets Close(connfd)
# unp: 4.8, 5.2
# keep: TCP sends the FIN at the last close, so the parent must close each
#   connection that a child serves.
#
# First two clients connect to the leaking server, one after the other. Then a
# hundred connect to it, and a hundred to server-v3, which has one more line.

. "$(dirname "$0")/../sh/lib.sh"

# descriptors PID: prints a line "FD FILE" for each open descriptor
descriptors() {
    for fd in "/proc/$1/fd"/*; do
        echo "${fd##*/} $(readlink "$fd")"
    done | sort -n
}

# count_descriptors PID: prints how many descriptors are open
count_descriptors() {
    set -- "/proc/$1/fd"/*
    echo $#
}

# leaked: prints which of the server's descriptors are connections on $port, and
# their states
leaked() {
    {
        sockets "$port"
        descriptors "$server"
    } | awk '
        $1 == "server" { state["socket:[" $6 "]"] = $2 }
        NF == 2 && state[$2] && state[$2] != "LISTEN" {
            print "fd " $1 " -> " $2 " " state[$2]
        }'
}
count_leaked() {
    leaked | grep -c CLOSE_WAIT
}

# begin NAME PROGRAM: start the server; $before is its number of descriptors
# before any client connects
begin() {
    start_server "$1" "$2" 127.0.0.1 0
    before=$(count_descriptors "$server")
}

# a_client N: the Nth client sends a line, receives its echo and hangs up
a_client() {
    connect_client 3 "client-$1" ch05/client-v1 "line of client $1"
    hang_up 3
    wait_end "$client"
    check "client $1 is served and ends without an error" 0 "$status"
}

# hundred NAME PROGRAM LEAKED: 20 clients with 5 connections each connect and
# hang up; LEAKED connections should stay. The counts are in $row.
hundred() {
    begin "$1" "$2"
    hold 3 client-0 ch05/client-v2 127.0.0.1 "$port"
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
        also 3 "client-$i" ch05/client-v2 127.0.0.1 "$port"
    done
    wait_for 100 count_children "$server"
    served=$got
    hang_up 3
    check_wait "$1: all children have ended" 0 count_children "$server"
    wait_for "$3" count_sockets "$port" client FIN_WAIT2
    fin=$got
    wait_for "$3" count_sockets "$port" server CLOSE_WAIT
    close_wait=$got
    wait_for $((before + $3)) count_descriptors "$server"
    row="$served $before $got $close_wait $fin"
    kill_process "$server"
}

need proc 'descriptors of a server'

begin fd-leak ch05/fail/fd-leak
ask 'The parent forgets Close(connfd). Its children close theirs. Two clients
    come, receive their echoes and close. In which state will their sides of
    the connections be?' \
    'When does TCP send a FIN: at the first close, or at the last one?' \
    'TIME_WAIT|both sides have closed' 'FIN_WAIT2|the server has sent no FIN' \
    'closed|their processes have ended' 'CLOSE_WAIT|they do not close'
heading 'fd-leak serves two clients, one after the other. Both have closed:'
for n in 1 2; do
    a_client $n
    check_wait "after client $n the parent has one more descriptor" \
        $((before + n)) count_descriptors "$server"
done
check_wait "the server's children have ended" 0 count_children "$server"
check_wait 'both descriptors are connections in CLOSE_WAIT' 2 count_leaked
check_wait "both clients' ends are in FIN_WAIT2" 2 \
    count_sockets "$port" client FIN_WAIT2
check "no client's side is in TIME_WAIT" 0 \
    "$(count_sockets "$port" client TIME_WAIT)"
show_processes "$server"
show_sockets "$port"
ends=$(sockets "$port" | awk '$1 == "client" { print $2 }' | sort -u |
    paste -s -d ' ' -)
tell "The parent's descriptors, /proc/$server/fd:"
[ -z "$DEMO" ] || leaked | sed 's/^/    /' | collect
bad 'The clients and the children are gone, but the parent still has both'
bad 'connections open. The server sends no FIN until the parent ends.'
answer "$ends" \
    'After fork, parent and child share the connection. The child closes its
    descriptor, but that is not the last one, so the kernel sends no FIN. The
    clients wait for it.' \
    'ch05/fail/leaks.md'
kill_process "$server"
check_wait 'the parent has ended: no connection is in CLOSE_WAIT' \
    0 count_sockets "$port" server CLOSE_WAIT

tell ''
heading 'A hundred connections to fd-leak, and a hundred to server-v3:'
hundred fd-leak ch05/fail/fd-leak 100
leak=$row
hundred server-v3 ch05/server-v3 0
closed=$row
what='connections, descriptors before and after, CLOSE_WAIT, FIN_WAIT2'
check "fd-leak: $what" "100 $before $((before + 100)) 100 100" "$leak"
check "server-v3: $what" "100 $before $before 0 0" "$closed"
# shellcheck disable=SC2086  # five numbers each
set -- $leak $closed
tell "$(printf '%-28s%12s%12s\n' '' fd-leak server-v3 \
    'connections served' "$1" "$6" \
    "parent's descriptors, before" "$2" "$7" \
    "parent's descriptors, after" "$3" "$8" \
    'CLOSE_WAIT, server side' "$4" "$9" \
    'FIN_WAIT2, client side' "$5" "${10}")"
good 'The only difference is one line in the parent: Close(connfd).'
finish_tests
