#!/bin/sh
# lab: SIGPIPE kills a client that writes twice after the server's FIN
# class: 4 minutes
# title: a client writes twice after the server's FIN
# unp: 5.13
# keep: The first write after a FIN succeeds and brings a RST; the next write
#   raises SIGPIPE.
#
# UNP 5.13. The client sends all its lines before it reads an echo, so it does
# not see the FIN.

. "$(dirname "$0")/../sh/lib.sh"

# write_twice CLIENT: start it with the shell command $begin. Type two lines
# after the server's FIN has come; the exit status is in $status
# shellcheck disable=SC2016  # for the inner shell
begin='exec "$@"'
write_twice() {
    start_version 3
    hold 3 "$1" sh -c "$begin" sh "ch05/fail/$1" 127.0.0.1 "$port"
    client=$pid
    check_wait "$1 is served" 1 count_children "$server"
    kill -KILL "$(children "$server")"
    check_wait "$1: the server's FIN has come" 1 \
        count_sockets "$port" client CLOSE_WAIT
    show_sockets "$port"

    type_line 3 one
    check_wait "$1: the RST has come, the connection is gone" 0 \
        count_sockets "$port" client CLOSE_WAIT
    check_wait "$1 runs: its first write did not fail" S state "$client"
    check "$1 has printed no message" '' "$(cat "$tmp/$1.err")"
    tell "    line one: write succeeds. The server's host answers with a RST."

    type_line 3 two
    wait_end "$client"
    tell "    line two: exit status $status, stderr: '$(cat "$tmp/$1.err")'"
    check "$1 has printed nothing on stdout" '' "$(cat "$tmp/$1.out")"
    hang_up 3
    kill_process "$server"
}

ask "We kill the server's child that serves sigpipe-client. Then this client
    sends a line, and another one, and reads nothing in between. What will be
    its exit status?" \
    'The first line is answered with a RST. What does the second write do?' \
    '0|both writes succeed' '1|write fails, and it prints the error' \
    '141|a signal kills it: 128 + 13'
heading "1. We kill the server's child. sigpipe-client sends two lines."
write_twice sigpipe-client
check 'sigpipe-client: SIGPIPE kills it, exit status' 141 "$status"
check 'sigpipe-client: no message' '' "$(cat "$tmp/sigpipe-client.err")"
bad "$status is 128 + $((status - 128)). Signal $((status - 128)) is SIG$(
    kill -l $((status - 128))): the second write kills the"
bad 'client, and it prints no message.'
answer "$status" \
    'The first write succeeds, and it is answered with a RST. The second write
    finds a connection that is reset. The kernel sends SIGPIPE, whose default
    action is to kill the process.' \
    'ch05/fail/fin-and-rst.md'

heading '2. We do the same with epipe-client, which ignores SIGPIPE.'
write_twice epipe-client
check 'epipe-client: exit status' 1 "$status"
check 'epipe-client: its message names EPIPE' \
    "epipe-client: write: $(reason EPIPE)" "$(cat "$tmp/epipe-client.err")"
good 'write returns -1, and errno is EPIPE: the program can handle this error.'

[ -z "$DEMO" ] || finish_tests
# SIGPIPE stays ignored in a program that another one starts, until the program
# itself sets it.
# shellcheck disable=SC2016  # for the inner shell
begin='trap "" PIPE && exec "$@"'
write_twice sigpipe-client
check 'sigpipe-client, started with SIGPIPE ignored: exit status' 141 "$status"

# With a server that runs, both work like any client.
start_version 3
printf 'one\ntwo\0three' >"$tmp/in"
for client in sigpipe-client epipe-client; do
    input=$tmp/in
    launch $client ch05/fail/$client 127.0.0.1 "$port"
    wait_end "$pid"
    check "$client: exit status with a server that runs" 0 "$status"
    check_same "$client: it receives all that it has sent" "$tmp/in" \
        "$tmp/$client.out"
done
kill_process "$server"

# sum-text-server sends less than an echo; then its child is killed.
unread() {
    echo "$(one_end "$port" server "$mine") $(state "$child")"
}
start_server sum ch05/data/sum-text-server 127.0.0.1 0
for client in sigpipe-client epipe-client; do
    hold 3 $client ch05/fail/$client 127.0.0.1 "$port"
    wait_for 1 count_children "$server"
    child=$(children "$server")
    mine=$(client_port "$port")
    stop "$child"
    type_line 3 '1 2'
    hang_up 3
    wait_for 'ESTABLISHED 4 T' unread
    kill -CONT "$child"
    wait_for 'ESTABLISHED 0 S' unread
    kill -KILL "$child"
    wait_end "$pid"
    check "$client: a part of an echo" 3 "$(cat "$tmp/$client.out")"
    check "$client: the server ends first" \
        "exit 1, $client: server terminated prematurely" \
        "exit $status, $(cat "$tmp/$client.err")"
    wait_for 0 count_children "$server"
done
finish_tests
