#!/bin/sh
# lab: the server's child is killed; its client notices too late
# class: 4 minutes
# title: we kill the child that serves a client
# unp: 5.12
# keep: The FIN comes at once, but a client that waits for stdin sees it only
#   with its next line.
#
# UNP 5.12. While the client waits for stdin, a FIN on its socket goes unseen.

. "$(dirname "$0")/../sh/lib.sh"

late='str_cli: server terminated prematurely'

# serve_client CLIENT COUNT: server-v3 serves a client of COUNT connections
serve_client() {
    start_version 3
    connect_client 3 "$1" "ch05/$1"
    check_wait "$1: connections served" "$2" count_children "$server"
}

# count_ends: prints how many ends of connections there are for each side and
# state
count_ends() {
    sockets "$port" | awk '$2 != "LISTEN" { print $1, $2 }' | sort | uniq -c |
        sed 's/^ *//'
}

# next_line CLIENT: type a line; check the client's message and exit status
next_line() {
    check_wait "$1 sleeps" S state "$client"
    check "$1 has printed no message" '' "$(cat "$tmp/$1.err")"
    type_line 3 'another line'
    wait_end "$client"
    tell "    $(cat "$tmp/$1.err")"
    check "$1 ends after the next line, exit status" 1 "$status"
    check "$1 prints the reason" "$1: $late" "$(cat "$tmp/$1.err")"
    check "$1: no further echo" 'are you there?' "$(cat "$tmp/$1.out")"
    hang_up 3
}

serve_client client-v1 1
mine=$(client_port "$port")
ask "client-v1 has received an echo. We kill the child that serves it, and type
    nothing. In which state will the client's side be?" \
    'The kernel of the server sends a FIN. What does the client do?' \
    'ESTABLISHED|the client has noticed nothing' \
    'CLOSE_WAIT|its kernel has the FIN, the client has not read it' \
    'TIME_WAIT|both sides are closed' 'FIN_WAIT2|it waits for a FIN'
heading '1. client-v1 has received an echo. We kill the child that serves it:'
kill -KILL "$(children "$server")"
check_fin_unread client-v1 "$mine"
check_wait 'server-v3 has reaped the killed child' 1 \
    count_lines "$tmp/server-v3.out" '^child [0-9]* terminated$'
show_sockets "$port"
tell 'Recv-Q 1 is the unread FIN: the client sleeps in read on stdin.'
its_end=$(one_end "$port" client "$mine")
answer "${its_end%% *}" \
    'The kernel of the client has received and acknowledged the FIN. But the
    client sleeps in read on stdin and not on its socket, so it sees the end of
    file only after the next line.' \
    'ch05/fail/fin-and-rst.md; make class LAB=poll-client'
tell 'Now we type the next line:'
next_line client-v1
bad 'Only now does the client read from its socket and see the FIN.'
kill_process "$server"

# port_of PID FD: prints the local port of that socket.
# child_of PORT: prints the child of the server that has the other side.
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

need proc 'one of five children is killed'

heading '2. client-v2 has five connections. We kill the child of the first one:'
serve_client client-v2 5
mine=$(port_of "$client" 3)
kill -KILL "$(child_of "$mine")"
check_fin_unread client-v2 "$mine"
check_wait 'four of the five children are left' 4 count_children "$server"
check 'the other four connections are still ESTABLISHED' '1 client CLOSE_WAIT
4 client ESTABLISHED
4 server ESTABLISHED
1 server FIN_WAIT2' "$(count_ends)"
tell "$(count_ends | sed 's/^/    /')" 'We type the next line:'
next_line client-v2
bad 'The other four connections still worked, and they end with the client.'
check_wait 'after the client has ended, no child is left' 0 \
    count_children "$server"
finish_tests
