#!/bin/sh
# test: the server that watch has started ends with watch, however watch ends

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'a server that watch starts'

# begin: watch starts server-v3, which serves a client: $server, $child, $port
begin() {
    launch watch ch05/watch/watch 0 ch05/server-v3
    watch=$pid
    wait_for 1 said \
        'server [0-9]+ is server-v3, listens on 127.0.0.1 port [0-9]+'
    server=$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/watch.out")
    port=$(sed -n 's/.* listens on .* port //p' "$tmp/watch.out")
    kill_at_end "$server"
    wait_for 1 said "server prints: listening on 127.0.0.1 port $port"
    connect_client 3 client ch05/client-v1
    kill_at_end "$child"
    wait_for 1 said "server $server forks child $child"
}

# gone PID: prints yes if there is no such process, or only its zombie
gone() {
    [ "$(alive "$1")" != no ] || echo yes
}

for number in 2 15 1; do
    signal=$(kill -l $number)
    begin
    kill -"$signal" "$watch"
    wait_end "$watch"
    check "SIG$signal: exit status" $((128 + number)) "$status"
    check_wait "SIG$signal: the server is gone" yes gone "$server"
    check_wait "SIG$signal: its child too" yes gone "$child"
    hang_up 3
done

begin
stop "$server" "$child"
kill -TERM "$watch"
wait_end "$watch"
check_wait 'a stopped server is gone' yes gone "$server"
check_wait 'its stopped child too' yes gone "$child"
hang_up 3

begin
kill_process "$watch"
check_wait 'SIGKILL: the server is gone' yes gone "$server"
hang_up 3
check_end 'its child ends when the client does' "$child"

# The server ends first: watch says how, and its child is in the table.
begin
kill -KILL "$server"
check_wait 'the server ends' 1 said 'signal 9 has killed the server'
check_wait 'its child is an orphan' 1 said \
    "child $child is an orphan: its parent is now [0-9]+"
check_wait 'watch goes on' S state "$watch"
kill -TERM "$watch"
wait_end "$watch"
check_wait 'watch ends: the orphan is gone' yes gone "$child"
hang_up 3

# When nobody reads what watch prints, it ends, even if nothing happens.
mkfifo "$tmp/output"
# shellcheck disable=SC2016  # for the inner shell
launch reader sh -c 'sed 1q <"$0"' "$tmp/output"
# shellcheck disable=SC2016
launch unread \
    sh -c 'exec ch05/watch/watch 0 ch05/server-v1 >"$0"' "$tmp/output"
wait_end "$pid"
check 'stdout is closed: exit status' '0 ' "$status $(cat "$tmp/unread.err")"
server=$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/reader.out")
check_wait 'stdout is closed: the server is gone' yes gone "$server"

if have /dev/full 'stdout is full'; then
    launch full sh -c 'exec ch05/watch/watch 0 ch05/server-v1 >/dev/full'
    wait_end "$pid"
    check 'stdout is full' "1 watch: stdout: No space left on device" \
        "$status $(cat "$tmp/full.err")"
fi
finish_tests
