#!/bin/sh
# test: a client that leaves early ends only its own child, with a message
#
# A child that writes to a client that is gone must not be killed by SIGPIPE.

. "$(dirname "$0")/../sh/lib.sh"

# unread_answer: 1 once the client has bytes that it has not read
unread_answer() {
    sockets "$port" | grep -c '^client ESTABLISHED .* [1-9][0-9]* [^ ]*$'
}

# unread: prints the state of the server's side, and how many bytes are unread
unread() {
    one_end "$port" server "$mine"
}

# converse KIND: starts sum-KIND-server, $name, and a client. The client has two
# processes, $sender and $receiver; the server's $child serves it.
converse() {
    name=sum-$1-server
    start_server "$name" "ch05/data/$name" 127.0.0.1 0
    hold 3 client tests/tool/half-close 127.0.0.1 "$port"
    receiver=$pid
    wait_for 1 count_children "$receiver"
    sender=$(children "$receiver")
    wait_for 1 count_children "$server"
    child=$(children "$server")
}

# leaves KIND FILE: a client sends FILE to sum-KIND-server and ends while the
# child is stopped. The client's FIN is there before the child writes. So the
# RST that answers the child's first write makes a later write fail with EPIPE.
leaves() {
    bytes=$(wc -c <"$2" | tr -d ' ')
    converse "$1"
    mine=$(client_port "$port")
    stop "$child"
    cat "$2" >&3
    wait_for "ESTABLISHED $bytes" unread
    kill -KILL "$sender"
    kill_process "$receiver"
    hang_up 3
    check_wait "$name: its client has left, and answers are due" \
        "CLOSE_WAIT $((bytes + fin))" unread
    kill -CONT "$child"
    check_wait "$name: the child exits with 1, no signal kills it" \
        "child $child terminated, exit status 1" sed -n 2p "$tmp/$name.out"
    check "$name: the child prints the reason" \
        "$name: write: $(reason EPIPE)" "$(cat "$tmp/$name.err")"
    kill_process "$server"
}

awk 'BEGIN { for (; i < 1000; i++) print "1 2" }' >"$tmp/text"
# Any 16 bytes are a question, where a long has 8 bytes or 4.
dd if=/dev/zero bs=16000 count=1 2>/dev/null >"$tmp/zeros"
leaves text "$tmp/text"
leaves raw "$tmp/zeros"
leaves portable "$tmp/zeros"

# Nothing is due, and the client sends a RST: here read fails.
for kind in text raw portable; do
    have reset 'read fails after a RST' || break
    converse $kind
    stop "$receiver" "$sender" "$child"
    # One question, and the answer is not read.
    dd if="$tmp/zeros" bs=16 count=1 2>/dev/null >&3
    [ $kind != text ] || echo '1 2' >&3
    kill -CONT "$sender" "$child"
    wait_for 1 unread_answer
    kill -KILL "$sender"
    kill_process "$receiver"
    hang_up 3
    check_wait "$name: read fails after a RST, the child exits with 1" \
        "child $child terminated, exit status 1" sed -n 2p "$tmp/$name.out"
    check "$name: read fails after a RST, the child prints the reason" \
        "$name: read: $(reason ECONNRESET)" "$(cat "$tmp/$name.err")"
    kill_process "$server"
done

# both_wait: the client and the child sleep although both have bytes to read:
# both are in write
both_wait() {
    for end in "client $client" "server $child"; do
        echo "$(one_end "$port" "${end% *}" "$mine") $(state "${end#* }")"
    done | sed 's/ [1-9][0-9]* S$/, unread, asleep/'
}

start_server upper ch05/data/upper-server 127.0.0.1 0
launch never-reads ch05/fail/never-reads 127.0.0.1 "$port"
client=$pid
wait_for 1 count_children "$server"
child=$(children "$server")
mine=$(client_port "$port")
wait_for 'ESTABLISHED, unread, asleep
ESTABLISHED, unread, asleep' both_wait
kill_process "$client"
check_wait 'upper-server: the child exits with 1 after a failed write' 1 \
    count_lines "$tmp/upper.out" "^child $child terminated, exit status 1$"
# Elsewhere a RST ends the connection, and write may find none any more.
said=$(cat "$tmp/upper.err")
want="upper-server: write: $(reason ECONNRESET)"
if [ "$(uname)" != Linux ] &&
    [ "$said" = "upper-server: write: $(reason EPIPE)" ]; then
    want=$said
fi
check 'upper-server: the child prints the reason' "$want" "$said"
finish_tests
