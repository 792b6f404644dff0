#!/bin/sh
# lab: a client that polls stdin and its socket sees the FIN at once
# class: 4 minutes
# title: a client that waits for stdin and its socket
# unp: 6.4-6.7, 6.10
# keep: A client that waits for stdin and its socket at once sees the FIN at
#   once.
#
# UNP 6.4 to 6.7. poll-client does not have the fault that server-killed shows.
# Beside it runs client-v1, which waits for the echo of each line before it
# reads the next one.

. "$(dirname "$0")/../sh/lib.sh"

gone='server terminated prematurely'

# pair: start server-v3 and two clients of it, a poll-client that reads from
# pipe 3 and a client-v1 that reads from pipe 4
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

pair
for fd in 3 4; do
    type_line $fd 'are you there?'
done
for client in poll step; do
    check_wait "$client receives an echo" 1 \
        count_lines "$tmp/$client.out" 'are you there?'
done
ask 'A poll-client and a client-v1 are served. We kill the two children that
    serve them, and type nothing. Which client notices?' \
    'In which call does each client sleep, and on which descriptors?' \
    'poll-client|it waits for stdin and for its socket' \
    'client-v1|it reads from its socket' 'both|the FIN comes to both' \
    'neither|a client must send something first'
heading '1. We kill the two children that serve a poll-client and a client-v1:'
kill -KILL "$poll_child" "$step_child"
wait_end "$poll_client"
check 'poll-client ends without new input: exit status' 1 "$status"
check 'poll-client prints the reason' "poll-client: $gone" \
    "$(cat "$tmp/poll.err")"
check_wait 'client-v1: the FIN has come' 1 \
    count_sockets "$port" client CLOSE_WAIT
check_wait 'client-v1 still sleeps' S state "$step_client"
check 'client-v1 has printed no message' '' "$(cat "$tmp/step.err")"
tell "    $(cat "$tmp/poll.err")" 'client-v1 still runs:'
show_processes "$step_client"
good 'poll-client sees the FIN at once, without a key press. client-v1 sleeps.'
case $(alive "$poll_client")-$(alive "$step_client") in
    no-no) noticed=both ;;
    no-*) noticed='poll-client' ;;
    *-no) noticed='client-v1' ;;
    *) noticed=neither ;;
esac
answer "$noticed" \
    'client-v1 sleeps in read on stdin, and the FIN waits in its socket.
    poll-client asks the kernel about both descriptors at once, and an end of
    file counts as something to read.' \
    'ch05/fail/fin-and-rst.md'
type_line 4 'another line'
wait_end "$step_client"
check 'client-v1 ends after the next line: exit status' 1 "$status"
end_conversation 3 4

# --- batch input: no byte may get lost in either direction -----------------

lines=200
awk -v n=$lines 'BEGIN { for (; i < n; i++) print "line " i }' >"$tmp/in"

# syscalls PID KIND: prints how often PID has called read (KIND is syscr) or
# write (syscw)
syscalls() {
    sed -n "s/^$2: //p" "/proc/$1/io" 2>/dev/null
}

heading "2. We send $lines lines at once into each of the two clients."
pair
cat "$tmp/in" >&3
cat "$tmp/in" >&4
for client in poll step; do
    compare() {
        cmp "$tmp/in" "$tmp/$client.out" 2>&1
    }
    check_wait "$client: every line comes back" '' compare
done
reads=$(syscalls "$poll_child" syscr)
step_reads=$(syscalls "$step_child" syscr)
if have /proc/self/io 'round trips'; then
    check "client-v1: the server's child reads line by line" $lines \
        "$step_reads"
    check_range "poll-client: the server's child reads large blocks" 1 20 \
        "$reads"
fi
end_conversation 3 4
tell '                                        poll-client   client-v1' \
    "$(printf '    lines that come back of %-11s%12s%12s' $lines \
        "$(wc -l <"$tmp/poll.out")" "$(wc -l <"$tmp/step.out")")" \
    "$(printf '    %-35s%12s%12s' "reads by the server's child" \
        "$reads" "$step_reads")"
good 'All lines come back to both. client-v1 needs a round trip for each line.'

# A little more than 100 MiB of any bytes, without a newline at the end. stdout
# is a pipe, because a pipe can be full; cmp reads from it at its own speed.
heading '3. poll-client copies 100 MiB from one pipe to another.'
start_version 3
dd if=/dev/urandom of="$tmp/block" bs=1048573 count=1 2>/dev/null
# hundred: prints the block a hundred times, and then a few more bytes
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
done
cmp "$tmp/fifo.out" "$tmp/fifo.same" >"$tmp/differ" 2>&1 &
cmp=$!
input=$tmp/fifo.in
# shellcheck disable=SC2016  # for the inner shell
launch big sh -c 'exec "$@" >"$0"' "$tmp/fifo.out" \
    ch05/fail/poll-client 127.0.0.1 "$port"
usual=$WAIT WAIT=60             # on a busy machine this may take long
wait_end "$pid"
check '100 MiB: exit status' 0 "$status"
wait_end "$cmp"
check '100 MiB come back, and each byte is the same' '' \
    "$(cat "$tmp/differ" "$tmp/big.err")"
WAIT=$usual
good 'All bytes come back unchanged. A client that does not read while it sends'
good 'would block: see the lab never-reads.'
[ -z "$DEMO" ] || finish_tests

# --- the ways to end, and what stdin may be --------------------------------

# ends TEXT STATUS MESSAGE: check how poll-client, process $pid, ends
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
check_same 'stdin is a file: all of it comes back' "$tmp/in" "$tmp/end.out"

# A reset: we kill the child before it has read what the client has sent.
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
if have reset 'a reset: message'; then
    check 'a reset: message' "poll-client: read: $(reason ECONNRESET)" \
        "$(cat "$tmp/poll.err")"
fi

# poll says at once that the server's FIN has come and that stdin has ended. It
# stops poll-client meanwhile: then the server has closed first.
hang_up 3
hold 3 both ch05/fail/poll-client 127.0.0.1 "$port"
client=$pid
type_line 3 'are you there?'
wait_for 1 count_lines "$tmp/both.out" 'are you there?'
stop "$client"
kill -KILL "$(children "$server" | grep -vx "$step_child")"
wait_for 1 count_sockets "$port" client CLOSE_WAIT
hang_up 3
kill -CONT "$client"
wait_end "$client"
check 'the FIN and the end of stdin at once: exit status and message' \
    "1 poll-client: $gone" "$status $(cat "$tmp/both.err")"

# A poll-client that is stopped and continued works as before.
hold 3 again ch05/fail/poll-client 127.0.0.1 "$port"
kill -STOP "$pid"
check_wait 'poll-client is stopped' T state "$pid"
kill -CONT "$pid"
type_line 3 'go on'
check_wait 'poll-client continues: it echoes a line' 1 \
    count_lines "$tmp/again.out" 'go on'
end_conversation 3 4
finish_tests
