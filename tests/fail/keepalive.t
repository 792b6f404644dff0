#!/bin/sh
# test: keepalive-client: a probe each second, five probes, and how it ends

. "$(dirname "$0")/../sh/lib.sh"

start_version 3
hold 3 options tests/tool/keepalive-options 127.0.0.1 "$port"
wait_for 1 count_children "$server"
kill -KILL "$(children "$server")"
wait_end "$pid"
check 'keepalive-client ends when the server has closed' \
    'exit 1, keepalive-client: server terminated prematurely' \
    "exit $status, $(sed 's/^keepalive-options/keepalive-client/' \
        "$tmp/options.err")"
check 'keepalive is on' 1 "$(count_lines "$tmp/options.out" 'SO_KEEPALIVE 1')"
if have keepidle 'when the probes come'; then
    check 'the first probe after one second, one probe a second, five probes' \
        'TCP_KEEPIDLE 1 TCP_KEEPINTVL 1 TCP_KEEPCNT 5 ' \
        "$(grep TCP_ "$tmp/options.out" | tr '\n' ' ')"
fi
hang_up 3
kill_process "$server"

# sum-text-server sends more than it has received: that is not an echo.
start_server sum ch05/data/sum-text-server 127.0.0.1 0
echo >"$tmp/in"
input=$tmp/in
launch unasked ch05/fail/keepalive-client 127.0.0.1 "$port"
wait_end "$pid"
check 'keepalive-client ends when the server sends more' \
    'exit 1, keepalive-client: the server speaks unasked' \
    "exit $status, $(cat "$tmp/unasked.err")"
kill_process "$server"
finish_tests
