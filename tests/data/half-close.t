#!/bin/sh
# lab: \q and Ctrl-D are the same FIN; what the server may still send

. "$(dirname "$0")/../sh/lib.sh"

# states CLIENTPORT: the states of both ends of that connection
states() {
    echo "client $(end_state client "$1"), server $(end_state server "$1")"
}
end_state() {
    one_end "$port" "$1" "$2" | sed 's/ .*//'
}

# recv_queue CLIENTPORT: bytes that the server's child has not read
recv_queue() {
    one_end "$port" server "$1" | sed 's/.* //'
}

# end_input WAY: as the user would
end_input() {
    case $1 in
    '\q') type_line 3 '\q' ;;
    Ctrl-D) hang_up 3 ;;
    esac
}

# quit WAY: a client that ends that way while an answer is still due; what the
# server's side could see of it is then in $tmp/WAY.seen
quit() {
    hold 3 client ch05/data/half-close-client 127.0.0.1 "$port"
    client=$pid
    type_line 3 'first line'
    wait_for 1 count_lines "$tmp/client.out" '^FIRST LINE$'
    kid=$(children "$server")
    local_port=$(client_port "$port")
    stop "$kid"
    type_line 3 'the rest'
    check_wait "$1: nine bytes wait for the stopped child" 9 \
        recv_queue "$local_port"
    end_input "$1"
    check_wait "$1: half closed" 'client FIN_WAIT2, server CLOSE_WAIT' \
        states "$local_port"
    show_sockets "$port"
    states "$local_port" >"$tmp/$1.seen"
    check "$1: the second answer is still due" 'FIRST LINE' \
        "$(cat "$tmp/client.out")"
    check_wait "$1: and the client waits for it" S state "$client"
    kill -CONT "$kid"
    wait_end "$client"
    check "$1: what the server sends after the client's FIN arrives" \
        'FIRST LINE THE REST ' "$(tr '\n' ' ' <"$tmp/client.out")"
    check "$1: the client ends well" 'exit 0: ' \
        "exit $status: $(cat "$tmp/client.err")"
    wait_for 1 count_lines "$tmp/upper.out" \
        "^child $kid terminated, exit status 0$"
    check_wait "$1: in the end, the client has the TIME_WAIT" \
        'client TIME_WAIT, server ' states "$local_port"
    # the log of this child, without its pid and the client's port
    sed -n "s/^child ${kid}[: ]*//p" "$tmp/upper.out" |
        sed 's/port [0-9]* /port N /' >>"$tmp/$1.seen"
    tell "    client: $(tr '\n' '|' <"$tmp/client.out")"
    [ "$1" = Ctrl-D ] || hang_up 3
    : >"$tmp/client.out"
}

start_server upper ch05/data/upper-server 127.0.0.1 0
heading 'The child is stopped, an answer is due, and the client types \q:'
quit '\q'
heading 'The same; the client types Ctrl-D, which is EOF:'
quit Ctrl-D
check_same 'the server has seen the same of both' "$tmp/\\q.seen" \
    "$tmp/Ctrl-D.seen"
check 'it has seen both lines and the end, and no "\q"' \
'client FIN_WAIT2, server CLOSE_WAIT
client 127.0.0.1 port N connected
11 bytes received, sent back in upper case
9 bytes received, sent back in upper case
client gone
terminated, exit status 0' "$(cat "$tmp/Ctrl-D.seen")"

if [ -n "$DEMO" ]; then
    tell '    server, both times:'
    sed 's/^/      /; 1d' "$tmp/Ctrl-D.seen"
    good 'A FIN says "I send no more", not "I am gone": the answer arrives. \q'
    good 'and Ctrl-D are between user and client: the server sees neither.'
    finish_tests
fi

# \q is a word only in a line of its own.
printf 'a\\q\n\\q b\n%4095s\\q\nlast\n\\q\nnever sent\n' '' >"$tmp/lines"
input=$tmp/lines
launch client ch05/data/half-close-client 127.0.0.1 "$port"
wait_end "$pid"
check '\q in a line with other text is text' 'A\Q \Q B \Q LAST ' \
    "$(tr -s ' \n' ' ' <"$tmp/client.out")"

# The server ends first: no answer will come, and the client says so at once.
hold 3 client ch05/data/half-close-client 127.0.0.1 "$port"
client=$pid
type_line 3 hello
wait_for 1 count_lines "$tmp/client.out" HELLO
kill -KILL "$(children "$server")"
wait_end "$client"
check 'the server ends first: the client does not wait for input' \
    'exit 1: half-close-client: server terminated prematurely' \
    "exit $status: $(cat "$tmp/client.err")"
hang_up 3
finish_tests
