#!/bin/sh
# test: poll-client with a full pipe as stdout, and with too short an echo

. "$(dirname "$0")/../sh/lib.sh"

# received: how many bytes the server has received from all clients
received() {
    awk '/ bytes received/ { n += $3 } END { print n + 0 }' "$tmp/upper.out"
}

# waiting: poll-client sleeps although its socket has bytes to read: so it
# waits until its stdout has room
waiting() {
    echo "$(one_end "$port" client "$mine") $(state "$client")" |
        sed 's/ [1-9][0-9]* S$/, unread, asleep/'
}

# stdout is a pipe; this shell has its other end, descriptor 5, and never reads.
start_server upper ch05/data/upper-server 127.0.0.1 0
mkfifo "$tmp/full"
# shellcheck disable=SC2016  # for the inner shell
hold 3 poll sh -c 'exec "$@" >"$0"' "$tmp/full" ch05/fail/poll-client \
    127.0.0.1 "$port"
client=$pid
exec 5<"$tmp/full"
wait_for 1 count_children "$server"
mine=$(client_port "$port")
# With a line in it, the pipe has no room for a whole block.
type_line 3 'in it'
wait_for 6 received
wait_for 'ESTABLISHED 0 S' waiting
dd if=/dev/zero bs=20000 count=10 2>/dev/null >"$tmp/zeros"
cat "$tmp/zeros" >&3 3>&- 5<&- &
check_wait 'stdout is full: poll-client still sends its stdin' 200006 \
    received || finish_tests
wait_for 'ESTABLISHED, unread, asleep' waiting
# If poll-client were in write now, it would not see this line.
type_line 3 'a line'
check_wait 'while poll-client waits for room, it sends the next line' 200013 \
    received
wait_for 'ESTABLISHED, unread, asleep' waiting
exec 5<&-
wait_end "$client"
check 'the reader of its stdout leaves: poll-client ends' \
    "exit 1, poll-client: write: $(reason EPIPE)" \
    "exit $status, $(cat "$tmp/poll.err")"
[ "$status" != 'still running' ] || kill_process "$client"
hang_up 3
kill_process "$server"

# The sum is shorter than its question; then the server closes, as after an
# echo. For poll-client a part of the echo is missing.
start_server sum ch05/data/sum-text-server 127.0.0.1 0
echo '1 2' >"$tmp/in"
input=$tmp/in
launch short ch05/fail/poll-client 127.0.0.1 "$port"
wait_end "$pid"
check 'the echo is too short: exit status, message and stdout' \
    'exit 1, poll-client: server terminated prematurely, 3' \
    "exit $status, $(cat "$tmp/short.err" "$tmp/short.out" | paste -s -d , - |
        sed 's/,/, /')"
kill_process "$server"

# Calls that fail with EINTR or EAGAIN are no errors, and lose no byte.
start_version 3
input=$tmp/zeros
launch shaky tests/tool/shaky-poll 127.0.0.1 "$port"
wait_end "$pid"
check 'after EINTR and EAGAIN it calls again: exit status and message' \
    'exit 0, ' "exit $status, $(cat "$tmp/shaky.err")"
check_same 'after EINTR and EAGAIN every byte comes back' "$tmp/zeros" \
    "$tmp/shaky.out"
finish_tests
