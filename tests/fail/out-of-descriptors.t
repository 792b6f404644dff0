#!/bin/sh
# lab: no descriptor is left; the server neither exits nor spins
# class: 4 minutes
# title: a server with five descriptors
# unp: 4.8
# keep: The parent needs the descriptor of a client only between accept and
#   close.
#
# server-v3's parent has a client's descriptor only between accept and close.
# Five descriptors are enough for any number of clients; with four, every accept
# fails.

. "$(dirname "$0")/../sh/lib.sh"

# limited N: start server-v3 with at most N descriptors; 0, 1, 2 and listenfd
# are four
limited() {
    # shellcheck disable=SC2016  # for the inner shell
    start_server "limit-$1" sh -c 'ulimit -S -n $0 && exec "$@"' "$1" \
        ch05/server-v3 127.0.0.1 0
    errors=$tmp/limit-$1.err
}

# messages: prints how often accept has failed after the first $earlier times.
# enough: prints "yes" if that is at least 8 times.
messages() {
    echo $(($(grep -c '^server-v3: accept: ' "$errors") - earlier))
}
earlier=0
enough() {
    [ "$(messages)" -lt 8 ] || echo yes
}

heading '1. server-v3 may have 5 descriptors. Twenty client-v2 connect:'
limited 5
ask 'server-v3 may have five descriptors: 0, 1, 2, the listening socket, and one
    more. Twenty clients connect, five times each. How many of the hundred
    connections will have a child?' \
    'When does the parent need the descriptor of a client, and for how long?' \
    '1|one descriptor is free' '5|as many as the limit' \
    '100|the parent closes each one'
hold 3 client ch05/client-v2 127.0.0.1 "$port"
for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    also 3 "client-$i" ch05/client-v2 127.0.0.1 "$port"
done
check_wait 'ulimit -n 5: a hundred connections, a hundred children' 100 \
    count_children "$server"
kids=$got
check 'ulimit -n 5: no accept fails' 0 "$(messages)"
tell "    children: $got, accept failed: $(messages) times"
good 'The parent closes every connfd, so five descriptors are enough.'
answer "$kids" \
    'The parent has the descriptor of a client only between accept and close.
    The number is then free for the next client, and the child has a table of
    its own.' \
    'ch05/fail/limits.md'
hang_up 3
kill_process "$server"

need proc 'no descriptor left'

heading '2. server-v3 may have 4 descriptors. A client connects:'
limited 4
start=$(clock) run=$(cpu_time "$server")
earlier=$(messages)             # accept fails even before a client connects
hold 3 client ch05/client-v1 127.0.0.1 "$port"
type_line 3 'are you there?'
check_wait 'ulimit -n 4: accept fails repeatedly' yes enough
run=$(($(cpu_time "$server") - run))
count=$(messages) time=$(($(clock) - start))
tell "$(sed -n 1p "$errors" | sed 's/^/    /')" '    ...' \
    "    $count messages in $(in_seconds $time) s, CPU time $(
        in_seconds $run) s"
check 'ulimit -n 4: accept fails with EMFILE' \
    "server-v3: accept: $(reason EMFILE)" \
    "$(sort -u "$errors")"
# The clock starts before the first message and ends after the last one, so the
# time is never too short.
check_range 'at most 15 messages a second' 0 $((time * 15 / 100 + 2)) "$count"
check_range 'CPU time, hundredths of a second: at most 5 % of the time' \
    0 $((time / 20)) "$run"
check "the client's and the server's side are ESTABLISHED" \
    '1 1' "$(count_sockets "$port" client ESTABLISHED) $(
        count_sockets "$port" server ESTABLISHED)"
check 'the connection is in the accept queue' 1 "$(accept_queue "$port")"
check_wait 'the server still runs' S state "$server"
show_sockets "$port"
good 'server-v3 waits 100 ms after each failure; the client waits in the queue.'

heading '3. We raise the limit. The client receives its echo:'
need prlimit 'the server accepts when we raise the limit'
prlimit --pid "$server" --nofile=16:
check_wait 'the client that has waited receives its echo' 1 \
    count_lines "$tmp/client.out" 'are you there?'
show_output client
connect_client 4 next ch05/client-v1 'and I?'
good 'server-v3 serves the client that has waited, and the next client too.'
finish_tests
