#!/bin/sh
# lab: the server's host shuts down: SIGTERM, SIGCONT, and SIGKILL at last
# class: 4 minutes
# title: the server's host is shut down
# unp: 5.16
# keep: A host that shuts down sends SIGTERM so that processes can clean up, and
#   SIGKILL only to those that are left.
#
# UNP 5.16. At shutdown init signals every process; this test signals the
# processes of one server. One child is stopped: SIGTERM stays pending until it
# continues, and so init sends SIGCONT, too. Another server ignores SIGTERM.

. "$(dirname "$0")/../sh/lib.sh"

need pending-term 'SIGTERM for a process that is stopped'

gone='server terminated prematurely'
start_version 3

# connect_one FD NAME PROGRAM: connect_client; the local port is in $its_port
connect_one() {
    { echo none; client_port "$port"; } >"$tmp/ports"
    connect_client "$@"
    its_port=$(client_port "$port" | grep -vxFf "$tmp/ports")
}

# next_line FD NAME PID: check that the client notices with its next line
next_line() {
    check_wait "$2 sleeps" S state "$3"
    check "$2 has printed no message" '' "$(cat "$tmp/$2.err")"
    type_line "$1" 'another line'
    wait_end "$3"
    check "$2 ends after the next line, exit status" 1 "$status"
    check "$2 prints the reason" "client-v1: str_cli: $gone" \
        "$(cat "$tmp/$2.err")"
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

heading '1. Two client-v1 and a poll-client are served; one child is stopped:'
show_processes "$server"
ask 'server-v3 has three children, and one of them is stopped (T). We send
    SIGTERM to these four processes. How many of them will be left?' \
    'When does a stopped process get a signal?' \
    '0|SIGTERM ends all of them' '1|the stopped child' \
    '2|the parent waits for the stopped child' '4|a server catches SIGTERM'
tell 'We send SIGTERM to all of them. poll-client prints:'
trap 'kill -KILL "$two_child"; cleanup' EXIT     # its parent ends before it
kill -TERM "$server" "$one_child" "$two_child" "$poll_child"
wait_end "$server"
check 'SIGTERM ends server-v3: exit status' 143 "$status"
check_wait 'no process listens any more' 0 count_sockets "$port" server LISTEN
wait_end "$poll"
check 'poll-client ends without new input: exit status' 1 "$status"
check 'poll-client prints the reason' "poll-client: $gone" \
    "$(cat "$tmp/poll.err")"
check_fin_unread one "$one_port"
check_wait 'two: its child still exists, stopped' T state "$two_child"
for side in client server; do
    check "two: still connected, $side" 'ESTABLISHED 0' \
        "$(one_end "$port" $side "$two_port")"
done
tell "    $(cat "$tmp/poll.err")" 'The stopped child still exists:'
show_processes "$two_child"
left=0
for p in "$server" "$one_child" "$two_child" "$poll_child"; do
    [ "$(alive "$p")" = no ] || left=$((left + 1))
done
answer "$left" \
    'SIGTERM ends a process that does not catch it. It stays pending at a
    stopped process until this process continues. So a host that shuts down
    sends SIGCONT after SIGTERM, and SIGKILL only later, to what is left by
    then.' \
    'ch05/fail/hosts.md'

heading '2. We send SIGCONT, as init does after SIGTERM. This child ends, too:'
kill -CONT "$two_child"
check_fin_unread two "$two_port"
check_end 'SIGCONT lets the stopped child get its SIGTERM' "$two_child"
trap cleanup EXIT
tell 'Each client-v1 has received a FIN, and sleeps in read on stdin. We type:'
next_line 3 one "$one"
next_line 4 two "$two"
launch late ch05/client-v1 127.0.0.1 "$port"
wait_end "$pid"
check 'a new client is refused' \
    "1 client-v1: connect: $(reason ECONNREFUSED)" \
    "$status $(cat "$tmp/late.err")"

for fd in 3 4 5; do
    hang_up $fd
done

# SIGTERM asks; only SIGKILL does not.
heading '3. A server-v3 that ignores SIGTERM gets it, and then SIGKILL:'
# shellcheck disable=SC2016  # for the inner shell
start_server deaf sh -c 'trap "" TERM; exec "$@"' sh ch05/server-v3 127.0.0.1 0
kill -TERM "$server"
connect_client 3 deaf-client ch05/client-v1
tell "    after SIGTERM: state $(state "$server"), and it still serves a client"
kill -KILL "$server"
wait_end "$server"
check 'only SIGKILL ends it: exit status' 137 "$status"
tell "    after SIGKILL: exit status $status, which is 128 + 9"
good 'SIGTERM asks, so that a process can clean up. SIGKILL ends what is left.'
hang_up 3
finish_tests
