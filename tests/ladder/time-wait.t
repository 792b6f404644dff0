#!/bin/sh
# lab: the side that closes first has the TIME_WAIT; what a restart needs
# class: 5 minutes
# title: which side has the TIME_WAIT, and a restart
# unp: 2.7, 7.5
# keep: The side that closes first has the TIME_WAIT; a server sets SO_REUSEADDR
#   so that it can be restarted.

. "$(dirname "$0")/../sh/lib.sh"

# greet: start $program and one client, which receives an echo. The server's
# pid is in $server, its child's in $kid.
greet() {
    start_server server "ch05/$program" 127.0.0.1 0
    connect_client 3 client ch05/client-v1 HELLO
    kid=$(children "$server")
}

# bind_again: end the server. Then bind its port again, first without
# SO_REUSEADDR, then with it. The outcomes are in $plain_bind and $first_line.
bind_again() {
    kill_process "$server"
    launch plain tests/tool/bind-only 127.0.0.1 "$port"
    wait_end "$pid"
    plain_bind="exit $status: $(cat "$tmp/plain.err")"
    start_again again "ch05/$program"
    kill_process "$pid"
}

# client_first, server_first: that side of a connection with $name closes first
client_first() {
    heading "$name: the client closes first"
    greet
    ask 'The client has received an echo. Now it closes first, and then the
        server closes. Which side of the connection will have the TIME_WAIT?' \
        'The TIME_WAIT is for the side that may have to send its ACK again.' \
        'client|it closes first' 'server|servers have the TIME_WAITs' \
        'client and server|both have closed'
    hang_up_first 3 "$kid"
    check_wait "$name, client closes first: TIME_WAIT at the client" 1 \
        count_sockets "$port" client TIME_WAIT
    check "$name, client closes first: TIME_WAIT at the server" 0 \
        "$(count_sockets "$port" server TIME_WAIT)"
    show_sockets "$port"
    waiting=$(sockets "$port" | awk '$2 == "TIME_WAIT" { print $1 }' | sort -u |
        paste -s -d ' ' - | sed 's/ / and /')
    wait_for 0 count_sockets "$port" server LAST_ACK
    tell "We kill the server, so that no process listens, and bind its port:"
    bind_again
    check "$name, client closed first: the port is free" \
        'exit 0: ' "$plain_bind"
    tell "    bind without SO_REUSEADDR: ${plain_bind%: }"
    answer "$waiting" \
        'The side that sends the first FIN sends the last ACK. It stays in
        TIME_WAIT for two reasons. It must send this ACK again if the ACK gets
        lost, and old segments must not reach a new connection between the same
        ports.' \
        'ch05/README.md'
}
server_first() {
    greet
    ask 'A server closes first, because we end its child. Then the client
        closes, and we kill the server. Can a new server bind the port at
        once?' \
        'Which side has the TIME_WAIT this time?' \
        'yes|no process has the port any more' \
        'only with SO_REUSEADDR|a TIME_WAIT has the port' \
        'no|not before the TIME_WAIT ends'
    heading "$name: the server closes first (we end its child $kid)"
    kill -TERM "$kid"
    check_wait "$name, child ended: the client has the FIN" 1 \
        count_sockets "$port" client CLOSE_WAIT
    check_wait "$name, child ended: the client has not sent its FIN" 1 \
        count_sockets "$port" server FIN_WAIT2
    hang_up 3
    check_wait "$name, child ended first: TIME_WAIT at the server" 1 \
        count_sockets "$port" server TIME_WAIT
    check "$name, child ended first: TIME_WAIT at the client" 0 \
        "$(count_sockets "$port" client TIME_WAIT)"
    show_sockets "$port"
    tell "We kill the server, so that no process listens, and bind its port:"
    bind_again
    tell "    bind without SO_REUSEADDR: $plain_bind" \
        "    bind with it:              $first_line"
    check "$name, restart without SO_REUSEADDR" \
        "exit 1: bind-only: bind: $(reason EADDRINUSE)" "$plain_bind"
    check "$name, restart with SO_REUSEADDR, as in the source" \
        "listening on 127.0.0.1 port $port" "$first_line"
    can=no
    case $first_line in listening*) can='only with SO_REUSEADDR' ;; esac
    case $plain_bind in 'exit 0'*) can=yes ;; esac
    answer "$can" \
        "The server's side closed first, so the TIME_WAIT has its port. bind
        then fails with EADDRINUSE, unless the old and the new server have set
        SO_REUSEADDR." \
        'make demo LAB=no-reuseaddr'
}

programs='server-v1 server-v2 server-v3 data/upper-server'
# All of them do the same, and one already fills the screen.
[ -z "$DEMO" ] || programs='server-v3'
for program in $programs; do
    name=${program##*/}
    client_first
    server_first
done
good 'The side that closes first has the TIME_WAIT, on Linux for 60 s. If'
good 'it is the server, a new server can bind the port only with SO_REUSEADDR.'
finish_tests
