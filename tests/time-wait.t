#!/bin/sh
# lab time-wait: who closes first has the TIME_WAIT; what it means for a restart

. "$(dirname "$0")/lib.sh"

# greet N: server-vN and one client that has got an echo; leaves $server and
# its child's pid, $kid
greet() {
    start_server "$1"
    server=$pid
    hold 3 client ch05/client-v1 127.0.0.1 "$port"
    type_line 3 hello
    wait_for 1 count_lines "$tmp/client.out" hello
    kid=$(children "$server")
}

# bind_again N: the server is ended; the same port again, without SO_REUSEADDR
# and with it. Leaves what both said in $plain_bind and $said.
bind_again() {
    stop "$server"
    launch plain tests/peer bind 127.0.0.1 "$port"
    finish "$pid"
    plain_bind="exit $status: $(cat "$tmp/plain.err")"
    restart again "ch05/server-v$1"
    stop "$pid"
}

# client_first, server_first: who sends the first FIN to, or from, server-v$n
client_first() {
    heading "server-v$n: the client closes first"
    greet "$n"
    hang_up_first 3 "$kid"
    check_wait "server-v$n, client closes first: TIME_WAIT at the client" 1 \
        count_sockets "$port" client TIME_WAIT
    check "server-v$n, client closes first: TIME_WAIT at the server" 0 \
        "$(count_sockets "$port" server TIME_WAIT)"
    show_sockets "$port"
    bind_again "$n"
    check "server-v$n, client closed first: the port is free" \
        'exit 0: ' "$plain_bind"
    tell "    bind without SO_REUSEADDR: ${plain_bind%: }"
}
server_first() {
    greet "$n"
    heading "server-v$n: the server closes first (its child $kid is ended)"
    kill -TERM "$kid"
    check_wait "server-v$n, child ended: the client has the FIN" 1 \
        count_sockets "$port" client CLOSE_WAIT
    check_wait "server-v$n, child ended: the client's FIN is missing" 1 \
        count_sockets "$port" server FIN_WAIT2
    hang_up 3
    check_wait "server-v$n, child ended first: TIME_WAIT at the server" 1 \
        count_sockets "$port" server TIME_WAIT
    check "server-v$n, child ended first: TIME_WAIT at the client" 0 \
        "$(count_sockets "$port" client TIME_WAIT)"
    show_sockets "$port"
    bind_again "$n"
    tell "    bind without SO_REUSEADDR: $plain_bind" \
        "    bind with it:              $said"
    check "server-v$n, restart without SO_REUSEADDR" \
        "exit 1: peer: bind: $(reason EADDRINUSE)" "$plain_bind"
    check "server-v$n, restart with it, as it stands" \
        "listening on 127.0.0.1 port $port" "$said"
}

versions="1 2 3"
[ -z "$DEMO" ] || versions=3     # they do the same: one fills the screen
for n in $versions; do
    client_first
    server_first
done
good 'TIME_WAIT is with the side whose FIN went first. On Linux it lasts 60 s;'
good 'only SO_REUSEADDR lets a new server bind the port meanwhile.'
finish_tests
