#!/bin/sh
# test: watch with bad arguments, without a server, and without /proc

. "$(dirname "$0")/../sh/lib.sh"

usage='usage: watch [port [server]]   (default: 9877)'

# refuses STATUS STDERR [ARGUMENT...]: what watch says with these arguments
refuses() {
    want="$1 $2"
    shift 2
    try="ch05/watch/watch $*"
    launch refused ch05/watch/watch "$@"
    wait_end "$pid"
    check "watch $*" "$want" "$status $(cat "$tmp/refused.err")"
    try=''
}

for port in '' x 98x -1 0 65536 99999999999999999999; do
    refuses 2 "watch: not a port: '$port'
$usage" "$port"
done
refuses 2 "watch: ch05/none: No such file or directory
$usage" 9877 ch05/none
refuses 2 "watch: ch05/server-v3.c: Permission denied
$usage" 9877 ch05/server-v3.c
refuses 2 "watch: ch05: not a program
$usage" 9877 ch05
refuses 2 "watch: too many arguments: more
$usage" 9877 ch05/server-v3 more

if [ "$PROBE" != proc ]; then
    skip 'no server' 'only Linux has the /proc that watch needs'
    finish_tests
fi

start_version 1
refuses 1 "watch: $PWD/ch05/client-v1 has ended: it does not listen" \
    "$port" "$PWD/ch05/client-v1"
refuses 1 'watch: ch05/server-v3 has ended: it does not listen' \
    "$port" ch05/server-v3
check 'why it has ended' 1 "$(grep -c \
    "server prints: server-v3: bind: $(reason EADDRINUSE)" "$tmp/refused.out")"
kill_process "$server"
refuses 1 "watch: no process listens on port $port; start one, or: \
make watch SERVER=ch05/server-v3" "$port"

# Where /proc is empty, as on a system that has none.
# shellcheck disable=SC2016  # for the inner shell
empty='mount -t tmpfs none /proc && exec ch05/watch/watch "$0"'
for options in -Urm -m; do
    unshare $options sh -c 'mount -t tmpfs none /proc' 2>/dev/null && break
    options=
done
if grep -q __asan_init ch05/watch/watch; then
    skip 'without /proc' 'the sanitizers need /proc'
elif [ -n "$options" ]; then
    # shellcheck disable=SC2086  # nothing, or options
    launch refused unshare $options sh -c "$empty" 9901
    wait_end "$pid"
    check 'without /proc: exit status' 1 "$status"
    check 'without /proc: it names ps and netstat' \
"watch: /proc/net/tcp: No such file or directory
This program needs the /proc of Linux. These commands show a part of it:
    ps -A -o pid,ppid,stat,wchan,args
    netstat -an | grep 9901" "$(cat "$tmp/refused.err")"
else
    skip 'without /proc' 'no mount namespace can be made here'
fi
finish_tests
