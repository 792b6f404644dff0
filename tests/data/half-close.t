#!/bin/sh
# lab: \q and Ctrl-D send the same FIN; the server can still send
# class: 4 minutes
# title: \q and Ctrl-D, before the answer has come
# unp: 6.6
# keep: A FIN says that its sender sends no more; the sender can still receive.

. "$(dirname "$0")/../sh/lib.sh"

# states CLIENTPORT: prints the states of both sides of that connection
states() {
    echo "client $(end_state client "$1"), server $(end_state server "$1")"
}
end_state() {
    one_end "$port" "$1" "$2" | sed 's/ .*//'
}

# recv_queue CLIENTPORT: prints how many bytes the server's child has not read
recv_queue() {
    one_end "$port" server "$1" | sed 's/.* //'
}

# end_input WAY: end the client's input with \q or Ctrl-D
end_input() {
    case $1 in
    '\q') type_line 3 '\q' ;;
    Ctrl-D) hang_up 3 ;;
    esac
}

# quit WAY: a client ends its input in that way before the second answer comes.
# $tmp/WAY.seen then holds what the server's side has seen.
quit() {
    hold 3 client ch05/data/half-close-client 127.0.0.1 "$port"
    client=$pid
    type_line 3 'first line'
    wait_for 1 count_lines "$tmp/client.out" '^FIRST LINE$'
    kid=$(children "$server")
    local_port=$(client_port "$port")
    stop "$kid"
    type_line 3 'the rest'
    check_wait "$1: the stopped child has nine bytes to read" 9 \
        recv_queue "$local_port"
    end_input "$1"
    check_wait "$1: the connection is half-closed" \
        'client FIN_WAIT2, server CLOSE_WAIT' states "$local_port"
    show_sockets "$port"
    states "$local_port" >"$tmp/$1.seen"
    check "$1: the second answer has not come" 'FIRST LINE' \
        "$(cat "$tmp/client.out")"
    check_wait "$1: the client waits for it" S state "$client"
    kill -CONT "$kid"
    wait_end "$client"
    check "$1: the answer comes after the client's FIN" \
        'FIRST LINE THE REST ' "$(tr '\n' ' ' <"$tmp/client.out")"
    check "$1: the client has no error" 'exit 0: ' \
        "exit $status: $(cat "$tmp/client.err")"
    wait_for 1 count_lines "$tmp/upper.out" \
        "^child $kid terminated, exit status 0$"
    check_wait "$1: at the end, the client has the TIME_WAIT" \
        'client TIME_WAIT, server ' states "$local_port"
    # The log of this child, without its pid and the client's port.
    sed -n "s/^child ${kid}[: ]*//p" "$tmp/upper.out" |
        sed 's/port [0-9]* /port N /' >>"$tmp/$1.seen"
    answers=$(count_lines "$tmp/client.out" .)
    tell "    The client printed: $(tr '\n' '|' <"$tmp/client.out")"
    [ "$1" = Ctrl-D ] || hang_up 3
    : >"$tmp/client.out"
}

start_server upper ch05/data/upper-server 127.0.0.1 0
in_class tell 'The client sends two lines, and receives the first answer.' \
    'Before the second one comes, the user types \q or Ctrl-D, and the' \
    'client closes its half of the connection: shutdown(sockfd, SHUT_WR).'
ask 'How many answers will the client have printed when it ends?' \
    'What does a FIN say: no more from me, or no more for me?' \
    '1|after its FIN it can receive nothing' \
    '2|it can still receive' '0|the connection is reset'
heading 'We stop the child before it answers "the rest". The user types \q:'
quit '\q'
heading 'We do the same again. The user types Ctrl-D, which is EOF:'
quit Ctrl-D
check_same 'the server sees the same in both cases' "$tmp/\\q.seen" \
    "$tmp/Ctrl-D.seen"
check 'the server receives both lines and EOF, and no "\q"' \
'client FIN_WAIT2, server CLOSE_WAIT
client 127.0.0.1 port N connected
11 bytes received, sent back in upper case
9 bytes received, sent back in upper case
client gone
terminated, exit status 0' "$(cat "$tmp/Ctrl-D.seen")"

answer "$answers" \
    'A FIN means that its sender sends no more. The other direction stays open:
    the server reads an end of file, and it can still send what is missing.' \
    'ch05/data/README.md'
if [ -n "$DEMO" ]; then
    tell '    The log of the server, both times:'
    sed 's/^/      /; 1d' "$tmp/Ctrl-D.seen" | collect
    good 'A FIN means that the client sends no more. It can still receive, so'
    good 'the answer arrives. The server sees the FIN, neither \q nor Ctrl-D.'
    finish_tests
fi

# \q ends the input only if it is the whole line.
printf 'a\\q\n\\q b\n%4095s\\q\nlast\n\\q\nnever sent\n' '' >"$tmp/lines"
input=$tmp/lines
launch client ch05/data/half-close-client 127.0.0.1 "$port"
wait_end "$pid"
check '\q in a line with other text is text' 'A\Q \Q B \Q LAST ' \
    "$(tr -s ' \n' ' ' <"$tmp/client.out")"

# The server ends first: the client reports it at once.
hold 3 client ch05/data/half-close-client 127.0.0.1 "$port"
client=$pid
type_line 3 hello
wait_for 1 count_lines "$tmp/client.out" HELLO
kill -KILL "$(children "$server")"
wait_end "$client"
check 'the server ends first: the client reports it, without new input' \
    'exit 1: half-close-client: server terminated prematurely' \
    "exit $status: $(cat "$tmp/client.err")"
hang_up 3

# Our FIN is sent; then the receiving child ends while its parent is stopped.
# So SIGCHLD comes before waitpid returns. It is no reason to give up.
wait_for 0 count_children "$server"
hold 3 client ch05/data/half-close-client 127.0.0.1 "$port"
client=$pid
wait_for 1 count_children "$server"
kid=$(children "$server")
local_port=$(client_port "$port")
stop "$kid"
type_line 3 hello
type_line 3 '\q'
wait_for 'client FIN_WAIT2, server CLOSE_WAIT' states "$local_port"
wait_for S state "$client"
stop "$client"
kill -CONT "$kid"
wait_for 1 count_zombies "$client"
kill -CONT "$client"
wait_end "$client"
check 'SIGCHLD after our FIN does not end the client' \
    'exit 0: HELLO' "exit $status: $(cat "$tmp/client.out" "$tmp/client.err")"
hang_up 3
finish_tests
