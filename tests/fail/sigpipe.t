#!/bin/sh
# lab: two writes to a server that is gone; the second one kills
#
# UNP 5.13. The client reads no echo before all lines are sent, so that nothing
# tells it of the FIN.

. "$(dirname "$0")/../sh/lib.sh"

# write_twice CLIENT: two lines after the server's FIN; exit status in $status
write_twice() {
    start_version 3
    hold 3 "$1" "ch05/fail/$1" 127.0.0.1 "$port"
    client=$pid
    check_wait "$1 is served" 1 count_children "$server"
    kill -KILL "$(children "$server")"
    check_wait "$1: the server's FIN has come" 1 \
        count_sockets "$port" client CLOSE_WAIT
    show_sockets "$port"

    type_line 3 one
    check_wait "$1: the reset has come: no connection any more" 0 \
        count_sockets "$port" client CLOSE_WAIT
    check_wait "$1 lives: its first write was no error" S state "$client"
    check "$1 has said nothing" '' "$(cat "$tmp/$1.err")"
    tell "    line one: write returns 4. The server's answer is a RST."

    type_line 3 two
    wait_end "$client"
    tell "    line two: exit status $status, stderr: '$(cat "$tmp/$1.err")'"
    check "$1 has printed nothing on stdout" '' "$(cat "$tmp/$1.out")"
    hang_up 3
    kill_process "$server"
}

heading "1. The server's child is killed; sigpipe-client sends two lines."
write_twice sigpipe-client
check 'sigpipe-client: killed by SIGPIPE, exit status' 141 "$status"
check 'sigpipe-client: without a word' '' "$(cat "$tmp/sigpipe-client.err")"
bad '141 is 128 + 13, SIGPIPE: killed by the second write, without a word.'

heading '2. The same with epipe-client, which ignores SIGPIPE.'
write_twice epipe-client
check 'epipe-client: exit status' 1 "$status"
check 'epipe-client: EPIPE, and it says so' \
    "epipe-client: write: $(reason EPIPE)" "$(cat "$tmp/epipe-client.err")"
good 'write returns -1 with EPIPE: an error like any other.'

[ -z "$DEMO" ] || finish_tests
# With a server that lives, both do what a client does.
start_version 3
printf 'one\ntwo\0three' >"$tmp/in"
for client in sigpipe-client epipe-client; do
    input=$tmp/in
    launch $client ch05/fail/$client 127.0.0.1 "$port"
    wait_end "$pid"
    check "$client: exit status with a server that lives" 0 "$status"
    check_same "$client: all that was sent has come back" "$tmp/in" \
        "$tmp/$client.out"
done
finish_tests
