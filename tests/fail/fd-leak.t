#!/bin/sh
# lab: a parent that forgets Close(connfd): connections that never end
#
# Two clients are looked at, one after the other. Then a hundred of them come to
# the leaking server, and to server-v3, which has one line more.

. "$(dirname "$0")/../sh/lib.sh"

# descriptors PID: a line "FD FILE" for each one that is open, as lsof has them
descriptors() {
    for fd in "/proc/$1/fd"/*; do
        echo "${fd##*/} $(readlink "$fd")"
    done | sort -n
}

# count_descriptors PID: how many are open
count_descriptors() {
    set -- "/proc/$1/fd"/*
    echo $#
}

# leaked: which of its descriptors are connections on $port, and in what state
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

# begin NAME: that server on a free port; its descriptors before any client
begin() {
    start_server "$1" "$2" 127.0.0.1 0
    before=$(count_descriptors "$server")
}

# a_client N: the Nth client says a line, hears it and hangs up
a_client() {
    connect_client 3 "client-$1" ch05/client-v1 "line of client $1"
    hang_up 3
    wait_end "$client"
    check "client $1 is served and leaves, and has noticed nothing" 0 "$status"
}

# hundred NAME PROGRAM LEAKED: 20 clients of 5 connections each come and go;
# LEAKED of them are expected to stay. Leaves what was counted in $row.
hundred() {
    begin "$1" "$2"
    hold 3 client-0 ch05/client-v2 127.0.0.1 "$port"
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
        also 3 "client-$i" ch05/client-v2 127.0.0.1 "$port"
    done
    wait_for 100 count_children "$server"
    served=$got
    hang_up 3
    check_wait "$1: all its children have ended" 0 count_children "$server"
    wait_for "$3" count_sockets "$port" client FIN_WAIT2
    fin=$got
    wait_for "$3" count_sockets "$port" server CLOSE_WAIT
    close_wait=$got
    wait_for $((before + $3)) count_descriptors "$server"
    row="$served $before $got $close_wait $fin"
    kill_process "$server"
}

if [ "$PROBE" != proc ] || [ ! -r /proc/self/fd ]; then
    skip 'descriptors of a server' 'no /proc/PID/fd to list them'
    finish_tests
fi

heading 'Two clients, one after the other, of a server whose parent forgets:'
begin fd-leak ch05/fail/fd-leak
for n in 1 2; do
    a_client $n
    check_wait "client $n has cost the parent a descriptor" \
        $((before + n)) count_descriptors "$server"
done
check_wait 'its children have ended' 0 count_children "$server"
check_wait 'each of the two is a connection in CLOSE_WAIT' 2 count_leaked
check_wait "the clients' sides: FIN_WAIT2" 2 \
    count_sockets "$port" client FIN_WAIT2
check "the clients' sides: none in TIME_WAIT" 0 \
    "$(count_sockets "$port" client TIME_WAIT)"
show_processes "$server"
show_sockets "$port"
tell "The parent's descriptors, /proc/$server/fd:"
[ -z "$DEMO" ] || leaked | sed 's/^/    /'
bad 'Clients and children are gone, but the parent has the connections open:'
bad 'no FIN from here, so they do not end. They do when the parent does.'
kill_process "$server"
check_wait 'the parent has ended, and with it the connections: no CLOSE_WAIT' \
    0 count_sockets "$port" server CLOSE_WAIT

tell ''
heading 'A hundred clients each, and the same server with Close(connfd):'
hundred fd-leak ch05/fail/fd-leak 100
leak=$row
hundred server-v3 ch05/server-v3 0
closed=$row
what='served, descriptors before and after, CLOSE_WAIT, FIN_WAIT2'
check "fd-leak: $what" "100 $before $((before + 100)) 100 100" "$leak"
check "server-v3: $what" "100 $before $before 0 0" "$closed"
# shellcheck disable=SC2086  # five numbers each
set -- $leak $closed
tell "$(printf '%-28s%12s%12s\n' '' fd-leak server-v3 \
    'clients served' "$1" "$6" \
    "parent's descriptors, before" "$2" "$7" \
    "parent's descriptors, after" "$3" "$8" \
    'CLOSE_WAIT, server side' "$4" "$9" \
    'FIN_WAIT2, client side' "$5" "${10}")"
good 'One line makes the difference: Close(connfd) in the parent.'
finish_tests
