#!/bin/sh
# lab: fork fails; the server drops that client and serves the others
# class: 4 minutes
# title: fork fails for some clients
# unp: 4.7
# keep: If fork fails, the server closes that connection and goes on to serve
#   the others.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/limit.sh

need proc 'no process left'

processes=4
need limit 'no process left'
start_limited $processes server ch05/server-v3
heading "1. server-v3 may have $processes processes ($how). It serves a client:"
connect_client 3 first ch05/client-v1
show_processes "$server"

ask "server-v3 has as many processes as its user may have. A poll-client, which
    waits for stdin and for its socket at once, connects, and fork fails for it.
    What does it print?" \
    'accept has succeeded. What does server-v3 do with this connection?' \
    "connect: $(reason ECONNREFUSED)|no process can serve it" \
    'server terminated prematurely|the server closes its connection' \
    'nothing|it waits for its turn'
heading '2. Two client-v2 (five connections each) and a poll-client connect:'
start=$(clock) run=$(cpu_time "$server")
hold 4 more ch05/client-v2 127.0.0.1 "$port"
also 4 'still more' ch05/client-v2 127.0.0.1 "$port"
clients() {
    sockets "$port" | grep -c '^client'
}
check_wait 'ten more connections' 11 clients
hold 5 poll ch05/fail/poll-client 127.0.0.1 "$port"
wait_end "$pid"
run=$(($(cpu_time "$server") - run))
count=$(grep -c ': fork: ' "$tmp/server.err") time=$(($(clock) - start))
check 'a client without a child: exit status' 1 "$status"
check 'a client without a child: it sees the FIN' \
    'poll-client: server terminated prematurely' "$(cat "$tmp/poll.err")"
check 'fork fails with EAGAIN' "server-v3: fork: $(reason EAGAIN)" \
    "$(sort -u "$tmp/server.err")"
check_range 'some forks fail' 3 11 "$count"
# The clock starts before the first message and ends after the last one, so the
# time is never too short.
check_range 'at most 15 messages a second' 0 $((time * 15 / 100 + 2)) "$count"
check_range 'CPU time, hundredths of a second: at most 5 % of the time' \
    0 $((time / 20 + 1)) "$run"
check_wait 'the server still runs' S state "$server"
type_line 3 'still there?'
check_wait 'the first client is still served' 1 \
    count_lines "$tmp/first.out" 'still there?'
tell "$(sort -u "$tmp/server.err" | sed 's/^/    /')" \
    "    $count such messages in $(in_seconds $time) s, CPU time $(in_seconds \
        $run) s" \
    "    $(cat "$tmp/poll.err")"
show_processes "$server"
good 'If fork fails, server-v3 drops that client and still serves the others.'
printed=$(sed 's/^poll-client: //' "$tmp/poll.err")
answer "${printed:-nothing}" \
    'accept has returned the connection, so it cannot be refused any more.
    server-v3 closes it and goes on: the client reads the FIN. The other
    clients keep their children.' \
    'ch05/fail/limits.md'

heading '3. Both client-v2 close, and a new client connects:'
hang_up 4
check_wait 'their children have ended' 1 count_children "$server"
echo 'and I?' >"$tmp/in"
got=
# A user that runs other programs may reach the limit again: try five times.
for attempt in 1 2 3 4 5; do
    input=$tmp/in
    launch again ch05/client-v1 127.0.0.1 "$port"
    wait_end "$pid"
    got=$(cat "$tmp/again.out" "$tmp/again.err")
    [ "$status" -ne 0 ] || break
done
tell "    $got"
check "a new client is served after others hang up (attempt $attempt)" \
    'and I?' "$got"
good 'The new client receives its echo.'
finish_tests
