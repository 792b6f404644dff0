#!/bin/sh
# lab: a child forgets Close(listenfd), and the server cannot be restarted
# class: 4 minutes
# title: a child forgets Close(listenfd)
# unp: 4.8, 5.2
# keep: A socket listens as long as one process has it, so a child closes the
#   listening socket.
#
# The test kills the parent while its child serves a client. Then it starts the
# server again on the same port. server-v3 has one more line.

. "$(dirname "$0")/../sh/lib.sh"

# serve_one NAME PROGRAM: start a server and one client; $orphan is the child
# that serves it and that soon loses its parent
serve_one() {
    start_server "$1" "$2" 127.0.0.1 0
    connect_client 3 "$1-client" ch05/client-v1
    orphan=$child
    kill_at_end "$orphan"
}

# kill_parent NAME: send SIGKILL to the parent alone
kill_parent() {
    kill_process "$server"
    check "$1: the parent is gone" gone "$(state "$server")"
    check "$1: its child still runs" S "$(state "$orphan")"
}

# still_served NAME: check that the orphan still serves its client
still_served() {
    type_line 3 'and now?'
    check_wait "$1: the orphan still serves its client" 1 \
        count_lines "$tmp/$1-client.out" 'and now?'
}

# has_listener PID: prints "yes" if one of its descriptors is the listening
# socket
has_listener() {
    inode=$(sockets "$port" | sed -n 's/^server LISTEN .* //p')
    for fd in "/proc/$1/fd"/*; do
        [ "$(readlink "$fd")" != "socket:[$inode]" ] || echo yes
    done
}

# unanswered: prints how many connections have ten unread bytes on the server's
# side
unanswered() {
    sockets "$port" | grep -c '^server ESTABLISHED .* 10 0$'
}

serve_one listen-leak ch05/fail/listen-leak
ask 'listen-leak serves a client, and its child has forgotten Close(listenfd).
    We kill the parent, the process that calls accept. Then a new client
    connects. What happens to it?' \
    'Is the listening socket closed when the parent ends?' \
    'refused|no process calls accept any more' \
    'connected|but no process serves it' \
    'served|the child has the listening socket'
heading 'listen-leak serves a client. We kill its parent; this is left:'
kill_parent listen-leak
check 'listen-leak: the listening socket still exists' 1 \
    "$(count_sockets "$port" server LISTEN)"
if have proc 'who has the listening socket'; then
    check 'the child has it open' yes "$(has_listener "$orphan")"
fi
hold 4 late ch05/client-v1 127.0.0.1 "$port"
late=$pid
type_line 4 'anybody?!'
if have proc 'who has the listening socket'; then
    check_wait 'a new client is connected, its line is unread' 1 \
        unanswered
fi
still_served listen-leak
show_processes "$orphan"
show_sockets "$port"
check 'the new client receives no echo' '' "$(cat "$tmp/late.out")"
bad 'The child still has the listening socket: new clients connect, and wait.'
outcome=connected
[ ! -s "$tmp/late.out" ] || outcome=served
[ ! -s "$tmp/late.err" ] || outcome=refused
answer "$outcome" \
    'A socket listens as long as one process has it. The kernel still puts new
    connections into the accept queue, but the child never calls accept. And
    the server cannot be started again: the port is in use.' \
    'ch05/fail/leaks.md'

start_again again ch05/fail/listen-leak
wait_end "$pid"
tell '' "We start listen-leak again on port $port:" "    $first_line"
check 'a restart on the port fails' \
    "listen-leak: bind: $(reason EADDRINUSE)" "$first_line"
check 'the restart ends with exit status 1' 1 "$status"
hang_up 3
wait_end "$client"
check 'the served client ends without an error' 0 "$status"
check_end 'then the child ends' "$orphan"
check_wait 'no process listens any more' 0 count_sockets "$port" server LISTEN
wait_end "$late"
check 'the waiting client receives a RST' \
    "1 client-v1: read: $(reason ECONNRESET)" \
    "$status $(cat "$tmp/late.err")"
hang_up 4
start_again third ch05/fail/listen-leak
tell 'The served client and its child have ended. We start it once more:' \
    "    $first_line"
check 'now the restart works' "listening on 127.0.0.1 port $port" "$first_line"
kill_process "$pid"

tell ''
heading 'server-v3: we kill the parent, and restart it while the child runs:'
serve_one server-v3 ch05/server-v3
kill_parent server-v3
check 'server-v3: no process listens' 0 \
    "$(count_sockets "$port" server LISTEN)"
start_again second ch05/server-v3
second=$pid
tell "    $first_line"
check 'server-v3: the restart works at once' \
    "listening on 127.0.0.1 port $port" "$first_line"
check 'server-v3: the child of the first server still runs' S \
    "$(state "$orphan")"
still_served server-v3
connect_client 4 new ch05/client-v1 'hello, second'
check 'the second server has one child' 1 "$(count_children "$second")"
tell 'The old child serves its client, and the new server serves a new one.'
good 'The only difference is one line in the child: Close(listenfd).'
hang_up 3
hang_up 4
check_end 'the old client ends, then the orphan ends' "$orphan"
finish_tests
