#!/bin/sh
# lab: the server's host shuts down: SIGTERM to all, then SIGKILL
#
# UNP 5.16. What init does to every process is done here to those of one
# server. One child is stopped: SIGTERM does not end it before it goes on.

. "$(dirname "$0")/../sh/lib.sh"

gone='server terminated prematurely'
start_version 3

# connect_one FD NAME PROGRAM: connect_client, with its local port in $its_port
connect_one() {
    { echo none; client_port "$port"; } >"$tmp/ports"
    connect_client "$@"
    its_port=$(client_port "$port" | grep -vxFf "$tmp/ports")
}

# next_line FD NAME PID: the client hears of it with its next line
next_line() {
    check_wait "$2 sleeps" S state "$3"
    check "$2 has said nothing" '' "$(cat "$tmp/$2.err")"
    type_line "$1" 'another line'
    wait_end "$3"
    check "$2: the next line ends it, exit status" 1 "$status"
    check "$2: it says why" "client-v1: str_cli: $gone" "$(cat "$tmp/$2.err")"
    tell "    $(cat "$tmp/$2.err")"
}

connect_one 3 one ch05/client-v1
one=$client one_child=$child one_port=$its_port
connect_one 4 two ch05/client-v1
two=$client two_child=$child two_port=$its_port
connect_one 5 poll ch05/fail/poll-client
poll=$client poll_child=$child
kill -STOP "$two_child"
check_wait 'one of three children is stopped' T state "$two_child"

heading '1. Two client-v1, a poll-client; one child is stopped. SIGTERM to all:'
show_processes "$server"
trap 'kill -KILL "$two_child"; cleanup' EXIT     # it outlives its parent
kill -TERM "$server" "$one_child" "$two_child" "$poll_child"
wait_end "$server"
check 'server-v3 is ended by SIGTERM: exit status' 143 "$status"
check_wait 'nobody listens any more' 0 count_sockets "$port" server LISTEN
wait_end "$poll"
check 'poll-client ends, nothing typed: exit status' 1 "$status"
check 'poll-client says why' "poll-client: $gone" "$(cat "$tmp/poll.err")"
check_fin_unread one "$one_port"
check_wait 'two: its child is still there, stopped' T state "$two_child"
for side in client server; do
    check "two: still connected, $side" 'ESTABLISHED 0' \
        "$(one_end "$port" $side "$two_port")"
done
tell "    $(cat "$tmp/poll.err")" 'Still there:'
show_processes "$two_child"

heading '2. SIGKILL to those that are left:'
kill -KILL "$two_child"
check_fin_unread two "$two_port"
check_end 'the stopped child is no more' "$two_child"
trap cleanup EXIT
show_sockets "$port"
tell 'Both client-v1 sleep in read on stdin. Each gets a line:'
next_line 3 one "$one"
next_line 4 two "$two"
bad 'As when the child is killed: they heard of it with the next line.'
launch late ch05/client-v1 127.0.0.1 "$port"
wait_end "$pid"
check 'who comes now is refused' \
    "1 client-v1: connect: $(reason ECONNREFUSED)" \
    "$status $(cat "$tmp/late.err")"
finish_tests
