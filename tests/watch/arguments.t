#!/bin/sh
# test: watch with bad arguments, without a server, and without /proc

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/limit.sh

usage='usage: watch [port [server]]   (default: 9877)'
watch=ch05/watch/watch

for port in '' x 98x -1 0 65536 99999999999999999999; do
    check_refusal 2 "watch: not a port: '$port'
$usage" $watch "$port"
done
check_refusal 2 "watch: ch05/none: No such file or directory
$usage" $watch 9877 ch05/none
check_refusal 2 "watch: ch05/server-v3.c: Permission denied
$usage" $watch 9877 ch05/server-v3.c
check_refusal 2 "watch: ch05: not a program
$usage" $watch 9877 ch05
for closed in '<&-' '>&-'; do
    check_refusal 1 'watch: stdin, stdout or stderr is closed' \
        sh -c "exec $watch 9877 $closed"
done
check_refusal 2 "watch: too many arguments: more
$usage" $watch 9877 ch05/server-v3 more

need proc 'no server'

start_version 1
if have user "another user's server"; then
    new_user
    # shellcheck disable=SC2086  # a command and its options
    check_refusal 1 "watch: a process of another user listens on port $port: \
we may not look at it" $as $watch "$port"
fi
check_refusal 1 "watch: $PWD/ch05/client-v1 has ended: it does not listen" \
    $watch "$port" "$PWD/ch05/client-v1"
check_refusal 1 'watch: ch05/server-v3 has ended: it does not listen' \
    $watch "$port" ch05/server-v3
check 'why it has ended' 1 "$(grep -c \
    "server prints: server-v3: bind: $(reason EADDRINUSE)" "$tmp/refused.out")"
kill_process "$server"
check_refusal 1 "watch: no process listens on port $port; start one, or: \
make watch SERVER=ch05/server-v3" $watch "$port"
check_refusal 1 "watch: no process listens on port 65535; start one, or: \
make watch SERVER=ch05/server-v3" $watch 65535
if have hosts 'the port without arguments'; then    # a host has its own ports
    [ "$(id -u)" -eq 0 ] && options=-n || options=-Urn
    check_refusal 1 "watch: no process listens on port 9877; start one, or: \
make watch SERVER=ch05/server-v3" unshare "$options" $watch
fi

# Where /proc is empty, as on a system that has none.
# shellcheck disable=SC2016  # for the inner shell
empty='mount -t tmpfs none /proc && exec ch05/watch/watch "$0"'
if have mounts 'without /proc'; then
    [ "$(id -u)" -eq 0 ] && options=-m || options=-Urm
    launch refused unshare "$options" sh -c "$empty" 9901
    wait_end "$pid"
    check 'without /proc: exit status' 1 "$status"
    check 'without /proc: it names ps and netstat' \
"watch: /proc/net/tcp: No such file or directory
This program needs the /proc of Linux. These commands show a part of it:
    ps -A -o pid,ppid,stat,wchan,args
    netstat -an | grep 9901" "$(cat "$tmp/refused.err")"
fi
finish_tests
