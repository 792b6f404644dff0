#!/bin/sh
# lab: a server without fork: the second client connects and gets no echo
# class: 4 minutes
# title: a server without fork, and a second client
# unp: 1.5, 4.8
# keep: The kernel completes the handshake; accept only takes a connection that
#   is ready.

. "$(dirname "$0")/../sh/lib.sh"

# two_clients NAME PROGRAM: a first client of this server receives its echo and
# stays. A second one connects and sends a line; its local port is in $second.
two_clients() {
    start_server "$1" "$2" 127.0.0.1 0
    connect_client 3 first ch05/client-v1
    first=$(client_port "$port")
    hold 4 second ch05/client-v1 127.0.0.1 "$port"
    type_line 4 'and me?'
    check_wait "$1: both clients are connected" 2 \
        count_sockets "$port" client ESTABLISHED
    second=$(client_port "$port" | grep -vx "$first")
}

# echoed: how many lines the second client has received
echoed() {
    count_lines "$tmp/second.out" 'and me?'
}

# send_queue: how many bytes of the second client have no ACK yet, in hex
send_queue() {
    awk -v ends="$(printf ':%04X [0-9A-F]*:%04X$' "$second" "$port")" '
        $2 " " $3 ~ ends { print substr($5, 1, 8) }' /proc/net/tcp
}

# count NAME: the column of the table: what there is at this moment
count() {
    add_column "$1" "$(($(count_children "$server") + 1))" \
        "$(count_sockets "$port" server ESTABLISHED)" \
        "$(accept_queue "$port")" \
        "$(sockets "$port" | awk '$1 == "server" && $2 != "LISTEN" { n += $5 }
            END { print n + 0 }')" \
        "$(echoed)"
}

in_class tell 'The server iterative has no fork: it calls str_echo itself.'
ask "It serves a first client, which stays. A second one connects and sends a
    line. In which state will the second client's side be?" \
    'Who answers a SYN: the server process, or its kernel?' \
    'SYN_SENT|the server has not called accept' \
    'ESTABLISHED|the kernel completes the handshake' \
    'closed|the connection is refused'
two_clients iterative ch05/fail/iterative
heading 'iterative serves a client. A second one connects and sends a line:'
check_wait "iterative: the server's ends are ESTABLISHED too" 2 \
    count_sockets "$port" server ESTABLISHED
check_linux 'iterative: its connection waits for accept' 1 \
    accept_queue "$port"
check_linux 'iterative: 8 bytes are unread, no process has the socket' '8 0' \
    unread "$port"
check_linux 'iterative: its line is acknowledged: its send queue is empty' \
    00000000 send_queue
# A server in accept does not sleep while a connection is in the queue.
check_wait 'iterative: the server sleeps' S state "$server"
check_linux 'iterative: and the connection still waits' 1 accept_queue "$port"
check 'iterative: no echo for the second client' 0 "$(echoed)"
check 'iterative: the server has no child' '' "$(children "$server")"
show_processes "$server"
show_sockets "$port"
count iterative
its_end=$(one_end "$port" client "$second")
answer "${its_end%% *}" \
    'The kernel completes the handshake and acknowledges the line, without the
    server. accept is what has not happened: it takes a connection that is
    ready. So the client is connected, and no process serves it.' \
    'ch05/fail/limits.md'

type_line 3 'still there?'
check_wait 'iterative: the first client is still served' 1 \
    count_lines "$tmp/first.out" 'still there?'
check 'iterative: still no echo for the second client' 0 "$(echoed)"
hang_up 3
check_wait 'iterative: the first has left, the second receives its echo' 1 \
    echoed
check_wait 'iterative: the connection of the first has ended' '' \
    one_end "$port" server "$first"
tell 'The first client closes. Only now does the second one receive its echo:'
show_output second
end_conversation 4

two_clients server-v1 ch05/server-v1
check_wait 'server-v1: the second client receives its echo' 1 echoed
check 'server-v1: the first client is still connected' 2 \
    "$(count_sockets "$port" client ESTABLISHED)"
check 'server-v1: two children serve them' 2 "$(count_children "$server")"
check_linux 'server-v1: no connection waits for accept' 0 accept_queue "$port"
count server-v1
end_conversation 3 4
show_table 'processes' 'connections' '!in the accept queue' '!bytes unread' \
    'echoes for client 2'
bad 'The kernel makes the connection and acknowledges the line, without accept.'
good 'server-v1 forks a child for each client: none waits for another one.'
finish_tests
