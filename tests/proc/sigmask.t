#!/bin/sh
# lab: exec resets handlers, and keeps what is ignored or blocked
# title: what fork and exec keep of a process's signals
# class: 3 minutes
# unp: 5.8
# keep: fork keeps everything; exec resets the handlers, and keeps what is
#  ignored and what is blocked.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# sets PID: prints 1 or 0 for: SIGCHLD is blocked, SIGUSR1 has a handler,
# SIGUSR2 is ignored, as the kernel says it
sets() {
    echo "$(signal_in SigBlk "$1" CHLD) $(signal_in SigCgt "$1" USR1)" \
        "$(signal_in SigIgn "$1" USR2)"
}

in_class tell 'A process blocks SIGCHLD, has a handler for SIGUSR1, and' \
    'ignores SIGUSR2. It forks, and its child calls exec: another program.' ''
ask 'Which of the three does the new program have after exec?' \
    'A handler is a function. Is that function still there after exec?' \
    'all|exec keeps everything' 'none|it is another program' \
    'blocked and ignored|the handler is gone' \
    'ignored|the signal mask is new'
heading 'ch05/proc/sigmask 60: the child has called exec.'
launch sigmask ch05/proc/sigmask 60
parent=$pid
after='after exec: CHLD blocked, USR1 default, USR2 ignored'
check_wait 'after exec: SIGCHLD is blocked, SIGUSR2 ignored, no handler' 1 \
    count_said sigmask "$after"
child=$(who_said sigmask "$after")
kill_at_end "$child"
check 'in the parent' 'parent: CHLD blocked, USR1 caught, USR2 ignored' \
    "$(all_said sigmask "$parent")"
check 'after fork, and after exec in the same process' \
    "after fork: CHLD blocked, USR1 caught, USR2 ignored
$after" "$(all_said sigmask "$child")"
check_wait 'the child sleeps' S state "$child"
show_processes "$parent"
show_output sigmask
if have proc 'the kernel says the same'; then
    check 'the kernel says the same of the parent' '1 1 1' "$(sets "$parent")"
    check 'the kernel says the same of the child' '1 0 1' "$(sets "$child")"
    # shellcheck disable=SC2046,SC2183  # three numbers
    tell '' '/proc/PID/status of the child, SigBlk, SigCgt and SigIgn:' \
        "$(printf '    CHLD blocked: %s, USR1 caught: %s, USR2 ignored: %s' \
            $(sets "$child"))"
fi
inherited=
for word in blocked caught ignored; do
    [ "$(count_said sigmask "after exec: .*$word.*")" = 0 ] ||
        inherited="$inherited $word"
done
case $inherited in
    ' blocked ignored') outcome='blocked and ignored' ;;
    ' blocked caught ignored') outcome=all ;;
    '') outcome=none ;;
    *) outcome=${inherited# } ;;
esac

tell ''
heading 'We send SIGCHLD to the child. It is blocked, so it stays pending:'
kill -CHLD "$child"
if have proc 'the kernel says the same'; then
    check_wait 'SIGCHLD is pending in the child' 1 \
        signal_in ShdPnd "$child" CHLD
    [ -z "$DEMO" ] || sed -n 's/^ShdPnd:./    ShdPnd: /p' \
        "/proc/$child/status" | collect
fi
kill -TERM "$child"
wait_end "$parent"
check 'the exit status of the parent' 0 "$status"
check 'the program prints each line once' 3 \
    "$(count_lines "$tmp/sigmask.out" '')"
good 'exec keeps the signal mask and what is ignored; it resets handlers.'
answer "$outcome" \
    'exec replaces the code, so a handler cannot stay: its signal gets the
    default action. What is ignored stays ignored, and the signal mask stays.
    A server that starts with SIGCHLD blocked never runs its handler, so a
    program should set the signals that it relies on.' \
    ch05/proc/README.md
[ -z "$DEMO" ] || finish_tests

# server-v3 relies on its handler. If it is started with SIGCHLD blocked, the
# handler never runs.
start_server server-v3 tests/tool/blocked ch05/server-v3 127.0.0.1 0
connect_client 3 client ch05/client-v1
hang_up 3
check_wait 'server-v3, started with SIGCHLD blocked: a zombie' 1 \
    count_zombies "$server"
connect_client 3 next ch05/client-v1
hang_up 3
check_wait 'the next client leaves one more' 2 count_zombies "$server"
check 'its handler has not run' 0 "$(count_reaped server-v3)"
kill_process "$server"

# The child that nobody ends: it waits for [seconds] after exec.
launch short ch05/proc/sigmask 0.05
wait_end "$pid"
check 'short: the exit status' 0 "$status"
check 'short: after exec the child has said the same' 1 \
    "$(count_said short "$after")"
finish_tests
