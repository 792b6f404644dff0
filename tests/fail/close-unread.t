#!/bin/sh
# lab: a server closes with bytes unread: RST, the answer may get lost
# class: 4 minutes
# title: a server closes, and has not read everything
# unp: 6.6
# keep: A server that closes with bytes unread sends a RST, and its answer may
#   get lost.
#
# The server is stopped until the client's line has arrived. Therefore the line
# is certainly unread when the server answers and closes.

. "$(dirname "$0")/../sh/lib.sh"

# Elsewhere close sends a FIN, or write fails in another way after the RST.
need linux 'a close with bytes unread'

# send_line SERVER CLIENT: start both; the client sends a line of 16 bytes, and
# the server answers and closes. Its answer "busy" has 5 bytes with the newline.
send_line() {
    start_server "$1" "ch05/fail/$1" 127.0.0.1 0
    stop "$server"
    hold 3 "${2##*/}" "ch05/$2" 127.0.0.1 "$port"
    client=$pid
    type_line 3 'a long question'
    check_wait "$1, ${2##*/}: the line has arrived, unread" 'ESTABLISHED 16' \
        queue server
    [ "$*" != 'close-unread client-v1' ] || show_sockets "$port"
    kill -CONT "$server"
}
# queue SIDE: state and unread bytes of that side of the connection
queue() {
    mine=$(sockets "$port" | awk '$1 == "client" { print $3 }')
    one_end "$port" "$1" "$mine"
}

# verdict SERVER CLIENT ANSWER MESSAGE: wait until the client has ended, check
# what it has printed, and show its row of the table
verdict() {
    wait_end "$client"
    check "$1, $2: exit status" 1 "$status"
    check "$1, $2: the answer" "$3" "$(cat "$tmp/$2.out")"
    check "$1, $2: the message" "$2: $4" "$(cat "$tmp/$2.err")"
    tell "$(printf '%-14s%-14s%-8s%s' "$1" "$2" "${3:-lost}" "$4")"
    hang_up 3
    kill_process "$server"
}

# two_lines SERVER STATE: epipe-client sends a second line after the server has
# closed; its own end has then this state
two_lines() {
    send_line "$1" fail/epipe-client
    check_wait "$1, epipe-client: its end after the server's close" "$2" \
        queue client
    type_line 3 'and one more'
}

reset=$(reason ECONNRESET)
early='server terminated prematurely'
in_class tell 'A client-v1 sends a line. The server close-unread does not' \
    'read it: it answers "busy", and closes the connection.' ''
ask 'What will client-v1 print after "busy"?' \
    'What does the kernel do with bytes that no process can read any more?' \
    "str_cli: $early|it reads a FIN" \
    "read: $reset|it receives a RST" 'nothing|it has its answer'
heading 'close-unread is stopped. A client sends a line of 16 bytes:'
send_line close-unread client-v1
tell 'The server goes on: it answers "busy" and closes.' '' \
    'server        client        answer  then the client says'
verdict close-unread client-v1 busy "read: $reset"
printed=$(sed 's/^client-v1: //' "$tmp/client-v1.err")
two_lines close-unread ''
verdict close-unread epipe-client '' "write: $reset"
send_line read-to-eof client-v1
verdict read-to-eof client-v1 busy "str_cli: $early"
two_lines read-to-eof "CLOSE_WAIT $((5 + fin))"
hang_up 3
verdict read-to-eof epipe-client busy "$early"
bad 'The 16 bytes are unread when close-unread closes: it sends a RST.'
bad 'epipe-client sends all its lines before it reads, and loses the answer.'
good 'read-to-eof reads until the FIN of its client: no RST, no answer lost.'
answer "${printed:-nothing}" \
    'A server that closes with bytes unread sends a RST and not a FIN: what its
    client has sent is lost, and TCP says so. The RST may also delete an answer
    that the client has not read yet.' \
    'RFC 2525, 2.17; ch05/fail/fin-and-rst.md'

[ -z "$DEMO" ] || finish_tests
# Only unread bytes make the difference: a client that has sent none sees a FIN.
start_server close-unread ch05/fail/close-unread 127.0.0.1 0
hold 3 silent ch05/client-v1 127.0.0.1 "$port"
check_wait 'a client that has sent no byte: the FIN of close-unread' \
    "CLOSE_WAIT $((5 + fin))" queue client
hang_up 3
wait_end "$pid"
check 'a client that has sent no byte: no error' '0 ' \
    "$status $(cat "$tmp/silent.err")"
kill_process "$server"

# A client that is gone before the answer: write fails, and no signal kills the
# child before it can say why.
for name in close-unread read-to-eof; do
    start_server $name ch05/fail/$name 127.0.0.1 0
    stop "$server"
    launch gone tests/tool/fin-rst 127.0.0.1 "$port"
    wait_end "$pid"
    kill -CONT "$server"
    check_wait "$name: its client has gone before the answer" \
        "$name: write: $(reason EPIPE)" cat "$tmp/$name.err"
    check_wait "$name: its child is gone, no zombie" '' children "$server"
    check_linux "$name: its parent has only the listening socket" 1 \
        sockets_of "$server"
    kill_process "$server"
done
finish_tests
