#!/bin/sh
# lab: five blocked signals arrive as one; real-time signals arrive as five
# class: 3 minutes
# title: one signal, sent five times while it is blocked
# unp: 5.8
# keep: A signal says that something has happened, never how often.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

need real-time 'signals that queue'
need merge 'an ordinary signal that is sent five times'
ask 'SIGUSR1 is blocked, and it is sent five times. Then it is unblocked. How
    often does its handler run?' \
    'What does the kernel keep: a count, or one bit?' \
    '0|blocked signals are lost' '1|it was pending, or it was not' \
    '5|once for each'
heading 'ch05/proc/sigqueue 0: SIGUSR1 is sent five times, then SIGRTMIN:'
launch sigqueue ch05/proc/sigqueue 0
wait_end "$pid"
show_output sigqueue
check 'the exit status' 0 "$status"
said_all=$(all_said sigqueue "$pid")
usr1=$(printf '%s\n' "$said_all" | sed -n '2s/signal \([0-9]*\),.*/\1/p')
rtmin=$(printf '%s\n' "$said_all" | sed -n '5s/signal \([0-9]*\),.*/\1/p')
check 'SIGUSR1 and SIGRTMIN are different signals' yes \
    "$([ "${usr1:-0}" -gt 0 ] && [ "${rtmin:-0}" -gt "$usr1" ] && echo yes)"
check 'SIGUSR1 arrives once, with the first value; SIGRTMIN 5 times' \
    "SIGUSR1 sent 5 times, pending
signal $usr1, value 1
SIGUSR1 arrived 1 of 5
SIGRTMIN sent 5 times, pending
signal $rtmin, value 1
signal $rtmin, value 2
signal $rtmin, value 3
signal $rtmin, value 4
signal $rtmin, value 5
SIGRTMIN arrived 5 of 5" "$said_all"
answer "$(printf '%s\n' "$said_all" |
    sed -n 's/^SIGUSR1 arrived \([0-9]*\) of 5$/\1/p')" \
    'The kernel keeps one bit for an ordinary signal. Real-time signals queue:
    all five arrive. SIGCHLD is an ordinary signal, and this is why the handler
    of server-v2 leaves zombies.' \
    'make class LAB=zombies'

heading 'ch05/proc/sigqueue 60: /proc/PID/status shows that SIGUSR1 is pending:'
if have proc 'the pending signals'; then
    launch pending ch05/proc/sigqueue 60
    wait_for 1 count_said pending 'SIGUSR1 sent 5 times, pending'
    pending=$(sed -n 's/^ShdPnd:.//p' "/proc/$pid/status")
    tell "    ShdPnd: $pending"
    check 'the kernel keeps one bit for SIGUSR1' \
        "$(printf '%016x' $((1 << (usr1 - 1))))" "$pending"
    check_wait 'the process sleeps while SIGUSR1 is blocked' S state "$pid"
    check 'the handler has not run: the program has printed one line' 1 \
        "$(count_lines "$tmp/pending.out" '')"
    kill_process "$pid"
fi
good 'The kernel keeps one bit for an ordinary signal: it is pending or not. So
five SIGCHLDs can arrive as one, and a handler that calls wait once, like the
handler of server-v2, leaves zombies.'
finish_tests
