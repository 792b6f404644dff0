#!/bin/sh
# lab: the server's child is killed; its client hears of it late
#
# UNP 5.12. The client sleeps in read on stdin, so the FIN waits in its socket.

. "$(dirname "$0")/../sh/lib.sh"

late='str_cli: server terminated prematurely'

# serve_client CLIENT COUNT: server-v3 serves a client of COUNT connections
serve_client() {
    start_version 3
    connect_client 3 "$1" "ch05/$1"
    check_wait "$1: connections served" "$2" count_children "$server"
}

# count_ends: how many ends there are of each kind
count_ends() {
    sockets "$port" | awk '$2 != "LISTEN" { print $1, $2 }' | sort | uniq -c |
        sed 's/^ *//'
}

# next_line CLIENT: what the client says to the next line, and its exit status
next_line() {
    check_wait "$1 sleeps" S state "$client"
    check "$1 has said nothing" '' "$(cat "$tmp/$1.err")"
    type_line 3 'another line'
    wait_end "$client"
    tell "    $(cat "$tmp/$1.err")"
    check "$1: the next line ends it, exit status" 1 "$status"
    check "$1: it says why" "$1: $late" "$(cat "$tmp/$1.err")"
    check "$1: no further echo" 'are you there?' "$(cat "$tmp/$1.out")"
    hang_up 3
}

heading '1. client-v1 has had an echo. SIGKILL to the child that serves it:'
serve_client client-v1 1
mine=$(client_port "$port")
kill -KILL "$(children "$server")"
check_fin_unread client-v1 "$mine"
check_wait 'server-v3 has reaped the killed child' 1 \
    count_lines "$tmp/server-v3.out" '^child [0-9]* terminated$'
show_sockets "$port"
tell 'Recv-Q 1 is the FIN, unread: the client sleeps in read on stdin.' \
    'Now we type the next line:'
next_line client-v1
bad 'Only now has it looked at its socket.'
kill_process "$server"

# port_of PID FD: the local port of that socket. child_of PORT: the child of
# the server that has the other end.
port_of() {
    socket=$(readlink "/proc/$1/fd/$2")
    sockets "$port" | awk -v socket="$socket" '
        "socket:[" $6 "]" == socket { print $3 }'
}
child_of() {
    socket=$(sockets "$port" | awk -v port="$1" '
        $1 == "server" && $4 == port { print "socket:[" $6 "]" }')
    for p in $(children "$server"); do
        for fd in "/proc/$p/fd"/*; do
            [ "$(readlink "$fd")" != "$socket" ] || echo "$p"
        done
    done
}

if [ "$PROBE" != proc ]; then
    skip 'one of five children killed' 'who serves whom is read from /proc'
    finish_tests
fi

heading '2. client-v2, five connections. SIGKILL to the child of the first:'
serve_client client-v2 5
mine=$(port_of "$client" 3)
kill -KILL "$(child_of "$mine")"
check_fin_unread client-v2 "$mine"
check_wait 'one child of five has gone' 4 count_children "$server"
check 'the other four connections stay as they were' '1 client CLOSE_WAIT
4 client ESTABLISHED
4 server ESTABLISHED
1 server FIN_WAIT2' "$(count_ends)"
tell "$(count_ends | sed 's/^/    /')" 'The next line:'
next_line client-v2
bad 'The other four had done no harm, and now they end with it.'
check_wait 'with the client gone no child is left' 0 count_children "$server"
finish_tests
