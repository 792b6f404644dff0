#!/bin/sh
# lab: accept fails; the server must neither die nor spin
#
# server-v3 holds a descriptor for a moment only, between accept and close: five
# are enough for any number of clients, and with four every accept fails.

. "$(dirname "$0")/../sh/lib.sh"

# limited N: server-v3 with at most N descriptors: 0, 1, 2 and listenfd are four
limited() {
    # shellcheck disable=SC2016  # for the inner shell
    start_server "limit-$1" sh -c 'ulimit -S -n $0 && exec "$@"' "$1" \
        ch05/server-v3 127.0.0.1 0
    errors=$tmp/limit-$1.err
}

# messages: how often accept has failed, since there were $earlier; enough:
# whether that was often
messages() {
    echo $(($(grep -c '^server-v3: accept: ' "$errors") - earlier))
}
earlier=0
enough() {
    [ "$(messages)" -lt 8 ] || echo yes
}

heading '1. ulimit -n 5. Twenty client-v2, a hundred connections:'
limited 5
hold 3 client ch05/client-v2 127.0.0.1 "$port"
for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    also 3 "client-$i" ch05/client-v2 127.0.0.1 "$port"
done
check_wait 'ulimit -n 5: a hundred clients, a hundred children' 100 \
    count_children "$server"
check 'ulimit -n 5: no accept has failed' 0 "$(messages)"
tell "    children: $got, accept failed: $(messages) times"
good 'The parent keeps no descriptor of theirs: five are enough for all.'
hang_up 3
kill_process "$server"

if [ ! -r /proc/uptime ]; then
    skip 'no descriptor left' 'CPU time is read from /proc'
    finish_tests
fi

heading '2. ulimit -n 4. A client connects:'
limited 4
start=$(clock) run=$(cpu_time "$server")
earlier=$(messages)             # accept asks for a descriptor before it waits
hold 3 client ch05/client-v1 127.0.0.1 "$port"
type_line 3 'are you there?'
check_wait 'ulimit -n 4: accept fails, again and again' yes enough
run=$(($(cpu_time "$server") - run))
count=$(messages) time=$(($(clock) - start))
tell "$(sed -n 1p "$errors" | sed 's/^/    /')" '    ...' \
    "    $count messages in $time hundredths of a second, CPU time $run"
check 'the reason' "server-v3: accept: $(reason EMFILE)" \
    "$(sort -u "$errors")"
# The time is taken around the messages: it is never too short.
check_range 'at most 15 messages a second' 0 $((time * 15 / 100 + 2)) "$count"
check_range 'CPU time, hundredths of a second: at most 5 % of the time' \
    0 $((time / 20)) "$run"
check 'the kernel has connected the client: both ends' \
    '1 1' "$(count_sockets "$port" client ESTABLISHED) $(
        count_sockets "$port" server ESTABLISHED)"
check 'and waits in the queue' 1 "$(accept_queue "$port")"
check_wait 'the server lives' S state "$server"
show_sockets "$port"
good 'It waits 100 ms after each failure. The client waits in the queue.'

heading '3. The limit is lifted.'
if ! command -v prlimit >/dev/null; then
    skip 'serves when the limit is lifted' 'prlimit is missing'
    tell '(not shown: prlimit is missing)'
    finish_tests
fi
prlimit --pid "$server" --nofile=16:
check_wait 'the client that waited is served, it need not ask again' 1 \
    count_lines "$tmp/client.out" 'are you there?'
show_output client
connect_client 4 next ch05/client-v1 'and I?'
good 'The client that waited has its echo, and the next one too.'
finish_tests
