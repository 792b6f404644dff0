#!/bin/sh
# lab: five signals while blocked arrive as one; real-time: five

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

heading 'ch05/proc/sigqueue 0: SIGUSR1 five times, then SIGRTMIN five times'
launch sigqueue ch05/proc/sigqueue 0
wait_end "$pid"
show_output sigqueue
check 'exit status' 0 "$status"
said_all=$(all_said sigqueue "$pid")
usr1=$(printf '%s\n' "$said_all" | sed -n '2s/signal \([0-9]*\),.*/\1/p')
rtmin=$(printf '%s\n' "$said_all" | sed -n '5s/signal \([0-9]*\),.*/\1/p')
check 'the two are different signals' yes \
    "$([ "${usr1:-0}" -gt 0 ] && [ "${rtmin:-0}" -gt "$usr1" ] && echo yes)"
check 'SIGUSR1: 1 of 5, the first; SIGRTMIN: 5 of 5, in order' \
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

heading 'ch05/proc/sigqueue 60, while SIGUSR1 is pending:'
if [ -r /proc/self/status ]; then
    launch pending ch05/proc/sigqueue 60
    wait_for 1 count_said pending 'SIGUSR1 sent 5 times, pending'
    pending=$(sed -n 's/^ShdPnd:.//p' "/proc/$pid/status")
    tell "    ShdPnd: $pending"
    check 'the kernel has one bit for it, not five' \
        "$(printf '%016x' $((1 << (usr1 - 1))))" "$pending"
    check_wait 'it does not come while it is blocked' S state "$pid"
    check 'one line so far' 1 "$(count_lines "$tmp/pending.out" '')"
    kill_process "$pid"
else
    skip 'the pending signals' 'this system has no /proc/PID/status'
fi
good 'A signal is a bit: pending or not. Five SIGCHLDs may be one, so a handler
that waits once, as that of server-v2, leaves zombies.'
finish_tests
