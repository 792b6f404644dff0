#!/bin/sh
# lab: fork fails; that costs the one client, not the server
#
# ulimit -u binds no root, and what it limits is all processes of a user. The
# server gets a user, or at least a count, of its own, where that can be had.

. "$(dirname "$0")/../sh/lib.sh"

if [ ! -r /proc/uptime ]; then
    skip 'no process left' 'CPU time is read from /proc'
    finish_tests
fi

# limit N PROGRAM...: for sh -c; dash has -p for what other shells call -u
# shellcheck disable=SC2016  # for the inner shell
limit='(ulimit -u "$0") 2>/dev/null && option=-u || option=-p
ulimit $option "$0" && exec "$@"'

# settled: whether the first client has had an echo, or has ended without
settled() {
    if [ -s "$tmp/first.out" ] || [ "$(state "$first")" = Z ]; then
        echo yes
    fi
}

# limited N [COMMAND...]: server-v3, with at most N processes of its user, run
# by COMMAND; returns 1 if it cannot be run, or serves not even a first client
limited() {
    processes=$1
    shift
    "$@" sh -c "$limit" "$processes" test -x ch05/server-v3 2>/dev/null ||
        return 1
    start_server server "$@" sh -c "$limit" "$processes" \
        ch05/server-v3 127.0.0.1 0
    hold 3 first ch05/client-v1 127.0.0.1 "$port"
    first=$pid
    type_line 3 'are you there?'
    wait_for yes settled
    [ ! -s "$tmp/first.out" ] || return 0
    hang_up 3
    kill_process "$server"
    return 1
}

# unused_uid: a user that has no process
unused_uid() {
    uid=$((20000 + $$ % 30000))
    while grep -qs "^Uid:[^0-9]*${uid}[^0-9]" /proc/[0-9]*/status; do
        uid=$((uid + 1))
    done
    echo "$uid"
}

if [ "$(id -u)" -eq 0 ]; then
    uid=$(unused_uid)
    how="user $uid"
    limited 4 setpriv --reuid="$uid" --regid="$uid" --clear-groups
else
    how='a user namespace'
    limited 4 unshare -U
fi || {
    why="a limit of processes cannot be tried here ($how)"
    skip 'no process left' "$why"
    tell "$why"
    finish_tests
}

heading "1. server-v3, ulimit -u $processes ($how). A client has an echo."
check 'a first client is served' 'are you there?' "$(cat "$tmp/first.out")"
show_processes "$server"

heading '2. Ten more connections, and a poll-client:'
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
check 'a client that gets no child: exit status' 1 "$status"
check 'a client that gets no child: it sees the FIN' \
    'poll-client: server terminated prematurely' "$(cat "$tmp/poll.err")"
check 'the reason' "server-v3: fork: $(reason EAGAIN)" \
    "$(sort -u "$tmp/server.err")"
check_range 'some forks fail' 3 11 "$count"
# The time is taken around the messages: it is never too short.
check_range 'at most 15 messages a second' 0 $((time * 15 / 100 + 2)) "$count"
check_range 'CPU time, hundredths of a second: at most 5 % of the time' \
    0 $((time / 20 + 1)) "$run"
check_wait 'the server lives' S state "$server"
type_line 3 'still there?'
check_wait 'the first client is served as before' 1 \
    count_lines "$tmp/first.out" 'still there?'
tell "$(sort -u "$tmp/server.err" | sed 's/^/    /')" \
    "    that, $count times in $time hundredths of a second, CPU time $run" \
    "    $(cat "$tmp/poll.err")"
show_processes "$server"
good 'A client without a child is dropped: it sees a FIN. The others go on.'

heading '3. The ten hang up; a client comes.'
hang_up 4
check_wait 'their children have ended' 1 count_children "$server"
echo 'and I?' >"$tmp/in"
got=
for attempt in 1 2 3 4 5; do    # a user with other work may be at its limit
    input=$tmp/in
    launch again ch05/client-v1 127.0.0.1 "$port"
    wait_end "$pid"
    got=$(cat "$tmp/again.out" "$tmp/again.err")
    [ "$status" -ne 0 ] || break
done
tell "    $got"
check "serves again when clients have left (attempt $attempt)" 'and I?' "$got"
good 'It is served.'
finish_tests
