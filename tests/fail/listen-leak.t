#!/bin/sh
# lab: a child that keeps listenfd: the restart fails while it lives
#
# The parent is killed while its child serves a client, then the server is
# started again on the same port. server-v3 has one line more.

. "$(dirname "$0")/../sh/lib.sh"

# serve_one NAME PROGRAM: a server with one client; the child that serves it,
# soon an orphan, is $orphan
serve_one() {
    start_server "$1" "$2" 127.0.0.1 0
    connect_client 3 "$1-client" ch05/client-v1
    orphan=$child
    kill_at_end "$orphan"
}

# kill_parent NAME: SIGKILL, to the parent alone
kill_parent() {
    kill_process "$server"
    check "$1: the parent is gone" gone "$(state "$server")"
    check "$1: its child is not" S "$(state "$orphan")"
}

# still_served NAME: the child has not been told, and the client does not care
still_served() {
    type_line 3 'and now?'
    check_wait "$1: the orphan goes on serving" 1 \
        count_lines "$tmp/$1-client.out" 'and now?'
}

# has_listener PID: "yes" if one of its descriptors is the listening socket
has_listener() {
    inode=$(sockets "$port" | sed -n 's/^server LISTEN .* //p')
    for fd in "/proc/$1/fd"/*; do
        [ "$(readlink "$fd")" != "socket:[$inode]" ] || echo yes
    done
}

# unanswered: sockets that were connected but that no server has accepted
unanswered() {
    sockets "$port" | grep -c '^server ESTABLISHED .* 10 0$'
}

heading 'listen-leak serves a client; its parent is killed. What is left:'
serve_one listen-leak ch05/fail/listen-leak
kill_parent listen-leak
check 'listen-leak: somebody still listens' 1 \
    "$(count_sockets "$port" server LISTEN)"
if [ "$PROBE" = proc ]; then
    check 'it is the child' yes "$(has_listener "$orphan")"
fi
hold 4 late ch05/client-v1 127.0.0.1 "$port"
late=$pid
type_line 4 'anybody?!'
if [ "$PROBE" = proc ]; then
    check_wait 'a new client is connected, its line is in the queue' 1 \
        unanswered
fi
still_served listen-leak
show_processes "$orphan"
show_sockets "$port"
check 'and has no answer' '' "$(cat "$tmp/late.out")"
bad 'The child still listens: clients connect, and wait for ever.'

start_again again ch05/fail/listen-leak
wait_end "$pid"
tell '' "The restart on port $port says:" "    $first_line"
check 'a restart on the port fails' \
    "listen-leak: bind: $(reason EADDRINUSE)" "$first_line"
check 'with exit status 1' 1 "$status"
hang_up 3
wait_end "$client"
check 'its client leaves, well served' 0 "$status"
check_end 'so the child ends' "$orphan"
check_wait 'and nobody listens' 0 count_sockets "$port" server LISTEN
wait_end "$late"
check 'the late client is reset' \
    "1 client-v1: read: $(reason ECONNRESET)" \
    "$status $(cat "$tmp/late.err")"
hang_up 4
start_again third ch05/fail/listen-leak
tell 'and when the client has left, and with it the child:' "    $first_line"
check 'now the restart works' "listening on 127.0.0.1 port $port" "$first_line"
kill_process "$pid"

tell ''
heading 'The same with server-v3, while its client is still there:'
serve_one server-v3 ch05/server-v3
kill_parent server-v3
check 'server-v3: nobody listens' 0 "$(count_sockets "$port" server LISTEN)"
start_again second ch05/server-v3
second=$pid
tell "    $first_line"
check 'server-v3: the restart works at once' \
    "listening on 127.0.0.1 port $port" "$first_line"
check 'while the child of the first one lives' S "$(state "$orphan")"
still_served server-v3
connect_client 4 new ch05/client-v1 'hello, second'
check 'which has one child' 1 "$(count_children "$second")"
tell 'Its client has its echo from the first child, a new one from the second.'
good 'One line makes the difference: Close(listenfd) in the child.'
hang_up 3
hang_up 4
check_end 'its client leaves, the orphan ends' "$orphan"
finish_tests
