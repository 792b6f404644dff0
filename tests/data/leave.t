#!/bin/sh
# test: what the clients of ch05/data do when the server leaves, or errs

. "$(dirname "$0")/../sh/lib.sh"

# fin_first: a server that sends its FIN at once, and a RST when pipe 3 ends
fin_first() {
    hold 3 fin-first tests/tool/fin-first 127.0.0.1 0
    wait_for 1 count_lines "$tmp/fin-first.out" '^listening on'
    server=$pid
    port=$(listen_port fin-first)
}

# reset: let that server send its RST
reset() {
    wait_for 1 count_sockets "$port" client CLOSE_WAIT
    hang_up 3
    wait_for 0 count_sockets "$port" client CLOSE_WAIT
}

# connect NAME: starts this client on pipe 4; its pid is in $client
connect() {
    hold 4 "$1" "ch05/data/$1" 127.0.0.1 "$port"
    client=$pid
}

# stop_child PID: stops the only child of this process; its pid is in $child
stop_child() {
    wait_for 1 count_children "$1"
    child=$(children "$1")
    stop "$child"
}

# ends NAME TEXT WANT: the client launched as NAME, $client, ends like this
ends() {
    wait_end "$client"
    check "$1: $2" "$3" "exit $status, $(cat "$tmp/$1.err")"
    [ "$status" != 'still running' ] || kill_process "$client"
}

for name in sum-text-client sum-raw-client sum-portable-client; do
    fin_first
    connect $name
    reset
    type_line 4 '1 2'
    ends $name 'after FIN and RST no signal kills it' \
        "exit 1, $name: write: $(reason EPIPE)"
    hang_up 4
done

# half-close-client connects while the server is stopped. Then its receiving
# child is stopped: it would notice first.
name=half-close-client
fin_first
stop "$server"
connect $name
stop_child "$client"
kill_at_end "$child"
kill -CONT "$server"
reset
type_line 4 hello
ends $name 'after FIN and RST no signal kills it' \
    "exit 1, $name: write: $(reason EPIPE)"
hang_up 4

# unread: how many bytes the server's child $child has not read, and its state
unread() {
    sockets "$port" | awk '$1 == "server" && $2 != "LISTEN" &&
        $2 != "TIME_WAIT" { print $5 }'
    state "$child"
}

# A RST before our FIN, and one after it. The receiving child prints why read
# has failed; the parent says nothing more.
start_server upper ch05/data/upper-server 127.0.0.1 0
for when in before after; do
    have reset 'a RST before and after our FIN' || break
    wait_for 0 count_children "$server"
    connect $name
    stop_child "$server"
    type_line 4 hello
    [ $when = before ] || type_line 4 '\q'
    want=6
    [ $when = before ] || want=$((6 + fin))
    wait_for "$want
T" unread
    kill -KILL "$child"
    ends $name "a RST $when its FIN" \
        "exit 1, $name: read: $(reason ECONNRESET)"
    hang_up 4
done

# Its receiving child is stopped, as with Ctrl-Z: the parent still sends.
wait_for 0 count_children "$server"
connect $name
stop_child "$client"
type_line 4 'and now?'
check_wait "$name: its child is stopped, the parent sends a line" 1 \
    count_lines "$tmp/upper.out" ': 9 bytes received'
kill -CONT "$child"
hang_up 4
ends $name 'its child goes on, and there is no error' 'exit 0, '

# An answer without a newline: half of a long line comes back from upper-server.
printf '%5000s\n' x >"$tmp/in"
input=$tmp/in
launch sum-text-client ch05/data/sum-text-client 127.0.0.1 "$port"
client=$pid
ends sum-text-client 'an answer that is too long is an error' \
    'exit 1, sum-text-client: server terminated prematurely'
kill_process "$server"

# In bytes the first number is "1 2\n1 2 ": sum-text-server answers "3\n" to it.
# That is a part of the answer, and then the server is gone.
start_server text ch05/data/sum-text-server 127.0.0.1 0
connect sum-portable-client
stop_child "$server"
type_line 4 '3539884326468465184 3539884420957745696'
wait_for '16
T' unread
kill -CONT "$child"
wait_for '0
S' unread
kill -KILL "$child"
ends sum-portable-client 'a part of an answer is an error' \
    'exit 1, sum-portable-client: server terminated prematurely'
hang_up 4
kill_process "$server"

# A number that is too big in the last line: at EOF that is no error of read.
echo '9223372036854775808 1' >"$tmp/in"
for kind in text raw portable; do
    name=sum-$kind-server
    start_server $name ch05/data/$name 127.0.0.1 0
    input=$tmp/in
    launch sum-$kind-client ch05/data/sum-$kind-client 127.0.0.1 "$port"
    client=$pid
    ends sum-$kind-client 'the last line is bad' 'exit 0, '
    check "sum-$kind-client: it prints that" 'input error' \
        "$(cat "$tmp/sum-$kind-client.out")"
    check_wait "$name: its child has no error" 1 count_lines "$tmp/$name.out" \
        '^child [0-9]* terminated, exit status 0$'
    [ $kind = text ] || {
        input=tests
        launch sum-$kind-client ch05/data/sum-$kind-client 127.0.0.1 "$port"
        client=$pid
        ends sum-$kind-client 'stdin is a directory' \
            "exit 1, sum-$kind-client: read: $(reason EISDIR)"
    }
    kill_process "$server"
done
finish_tests
