#!/bin/sh
# lab: who waits for stdin and socket at once hears the FIN at once
#
# UNP 6.4 to 6.7: the cure for server-killed, beside the client that goes in
# lock step, a line out and a line back.

. "$(dirname "$0")/../sh/lib.sh"

gone='server terminated prematurely'

# pair: server-v3 with a poll-client (typed into with 3) and a client-v1 (4)
pair() {
    start_version 3
    hold 3 poll ch05/fail/poll-client 127.0.0.1 "$port"
    poll_client=$pid
    check_wait 'poll-client is served' 1 count_children "$server"
    poll_child=$(children "$server")
    hold 4 step ch05/client-v1 127.0.0.1 "$port"
    step_client=$pid
    check_wait 'client-v1 is served' 2 count_children "$server"
    step_child=$(children "$server" | grep -v "^$poll_child\$")
}

heading '1. A poll-client and a client-v1 are served. We kill both children.'
pair
for fd in 3 4; do
    type_line $fd 'are you there?'
done
for client in poll step; do
    check_wait "$client has an echo" 1 \
        count_lines "$tmp/$client.out" 'are you there?'
done
kill -KILL "$poll_child" "$step_child"
wait_end "$poll_client"
check 'poll-client ends, nothing typed: exit status' 1 "$status"
check 'poll-client says why' "poll-client: $gone" "$(cat "$tmp/poll.err")"
check_wait 'client-v1: the FIN is there' 1 \
    count_sockets "$port" client CLOSE_WAIT
check_wait 'client-v1 sleeps on' S state "$step_client"
check 'client-v1 has said nothing' '' "$(cat "$tmp/step.err")"
tell "    $(cat "$tmp/poll.err")" "    client-v1, still alive:"
show_processes "$step_client"
good 'poll-client has said so at once, no key pressed. client-v1 still sleeps.'
type_line 4 'another line'
wait_end "$step_client"
check 'client-v1 ends with the next line: exit status' 1 "$status"
end_conversation 3 4

# --- batch input: nothing may get lost, whichever way it goes --------------

lines=200
awk -v n=$lines 'BEGIN { for (; i < n; i++) print "line " i }' >"$tmp/in"

# syscalls PID KIND: how many reads (syscr) or writes (syscw) it has done
syscalls() {
    sed -n "s/^$2: //p" "/proc/$1/io" 2>/dev/null
}

heading "2. $lines lines, at once, into each of them."
pair
cat "$tmp/in" >&3
cat "$tmp/in" >&4
for client in poll step; do
    compare() {
        cmp "$tmp/in" "$tmp/$client.out" 2>&1
    }
    check_wait "$client: every line has come back" '' compare
done
reads=$(syscalls "$poll_child" syscr)
step_reads=$(syscalls "$step_child" syscr)
if [ -n "$reads" ]; then
    check 'client-v1: the server has read line by line' $lines "$step_reads"
    check_range 'poll-client: the server has read blocks' 1 20 \
        "$reads"
else
    skip 'round trips' 'there is no /proc/PID/io'
fi
end_conversation 3 4
tell '                                        poll-client   client-v1' \
    "$(printf '    lines back of %-21s%12s%12s' $lines \
        "$(wc -l <"$tmp/poll.out")" "$(wc -l <"$tmp/step.out")")" \
    "$(printf '    %-35s%12s%12s' "reads by the server's child" \
        "$reads" "$step_reads")"
good 'Both are complete. client-v1 has made a round trip for each line.'

# 100 MiB and a bit, any bytes, the last line not ended. stdout is a pipe, so
# that it can be full; cmp reads there at its own pace.
heading '3. 100 MiB through poll-client, out of one pipe and into another.'
start_version 3
dd if=/dev/urandom of="$tmp/block" bs=1048573 count=1 2>/dev/null
# hundred: the block, a hundred times, and a bit
hundred() {
    set -- "$tmp/block" "$tmp/block" "$tmp/block" "$tmp/block" "$tmp/block"
    set -- "$@" "$@"
    cat "$@" "$@" "$@" "$@" "$@" "$@" "$@" "$@" "$@" "$@"
    printf 'and\0 a bit'
}
for fifo in same in out; do
    mkfifo "$tmp/fifo.$fifo"
done
for fifo in same in; do
    hundred >"$tmp/fifo.$fifo" &
    started="$started $!"
done
cmp "$tmp/fifo.out" "$tmp/fifo.same" >"$tmp/differ" 2>&1 &
cmp=$!
started="$started $cmp"
input=$tmp/fifo.in
# shellcheck disable=SC2016  # for the inner shell
launch big sh -c 'exec "$@" >"$0"' "$tmp/fifo.out" \
    ch05/fail/poll-client 127.0.0.1 "$port"
usual=$WAIT WAIT=60             # where other work goes on, it may take long
wait_end "$pid"
check '100 MiB: exit status' 0 "$status"
wait_end "$cmp"
check '100 MiB have come back, byte by byte' '' \
    "$(cat "$tmp/differ" "$tmp/big.err")"
WAIT=$usual
good 'Byte for byte the same. A client that only sends all that time hangs:'
good 'never-reads.'
[ -z "$DEMO" ] || finish_tests

# --- the ways to end, and what stdin may be --------------------------------

# ends TEXT STATUS MESSAGE: what poll-client, process $pid, comes to
ends() {
    wait_end "$pid"
    check "$1: exit status" "$2" "$status"
    check "$1: message" "$3" "$(cat "$tmp/end.err")"
}
launch end ch05/fail/poll-client 127.0.0.1 "$port"
ends 'stdin is /dev/null' 0 ''
for fd in 0 1; do
    # shellcheck disable=SC2016  # for the inner shell
    launch end sh -c "exec \"\$@\" $fd>&-" sh ch05/fail/poll-client \
        127.0.0.1 "$port"
    ends "descriptor $fd is closed" 1 \
        'poll-client: stdin, stdout or stderr is closed'
done
input=tests
launch end ch05/fail/poll-client 127.0.0.1 "$port"
ends 'stdin is a directory' 1 "poll-client: read: $(reason EISDIR)"
printf 'no newline' >"$tmp/in"
input=$tmp/in
launch end ch05/fail/poll-client 127.0.0.1 "$port"
ends 'stdin is a file' 0 ''
check_same 'stdin is a file: echoed' "$tmp/in" "$tmp/end.out"

# A reset: the child is killed before it has read what was sent.
pair
kill -STOP "$poll_child"
check_wait "poll-client's child is stopped" T state "$poll_child"
type_line 3 'not read'
count_unread() {
    sockets "$port" | awk '$1 == "server" && $5 == 9' | wc -l | tr -d ' '
}
check_wait 'it has not read the line' 1 count_unread
kill -KILL "$poll_child"
wait_end "$poll_client"
check 'a reset: exit status' 1 "$status"
check 'a reset: message' "poll-client: read: $(reason ECONNRESET)" \
    "$(cat "$tmp/poll.err")"

# Stopped and continued, it goes on as if nothing had happened.
hang_up 3
hold 3 again ch05/fail/poll-client 127.0.0.1 "$port"
kill -STOP "$pid"
check_wait 'poll-client is stopped' T state "$pid"
kill -CONT "$pid"
type_line 3 'go on'
check_wait 'continued, it goes on' 1 count_lines "$tmp/again.out" 'go on'
end_conversation 3 4
finish_tests
