#!/bin/sh
# test: the warm-ups take as long as they say, also with short times

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# sigaction rounds up to whole seconds, and its alarm then interrupts read.
hold 3 sigaction ch05/proc/sigaction 0.001
check_wait 'sigaction 0.001: an alarm ends the first read' 1 \
    count_said sigaction "read failed: $(reason EINTR)"
wait_for 1 count_said sigaction 'read starts, with SA_RESTART'
check_wait 'sigaction 0.001: an alarm comes during the second read too' 2 \
    count_said sigaction 'signal 14'
type_line 3 hello
wait_end "$pid"
check 'sigaction 0.001: the second read ends with our line' 1 \
    "$(count_said sigaction 'read returned 6 bytes')"
hang_up 3

# One of three children ends: the handler must not wait for the others.
launch one ch05/proc/zombie-sig 60
parent=$pid
wait_for 3 count_said one 'child starts'
wait_for 1 count_said one 'parent works'
kids=$(who_said one 'child starts')
for kid in $kids; do
    kill_at_end "$kid"
done
kill -KILL "${kids%%[!0-9]*}"
check_wait 'zombie-sig: it reaps one child while the others run' 1 \
    count_said one "child ${kids%%[!0-9]*} terminated"
if have proc 'zombie-sig: then the parent is not in its handler'; then
    check_wait 'zombie-sig: then the parent is not in its handler' 0 \
        signal_in SigBlk "$parent" CHLD
fi
kill_process "$parent"

need proc 'how long the programs take'

start=$(clock)
launch twice ch05/proc/zombie-sig 0.3
wait_end "$pid"
took=$(($(clock) - start))
check 'zombie-sig 0.3: the parent works twice as long as its children' yes \
    "$([ "$took" -ge 59 ] && echo yes || echo "$took hundredths")"

# However slow the machine is, there are 200 ms between two polls.
start=$(clock)
launch polls ch05/proc/waitpid 0.3
wait_end "$pid"
took=$(($(clock) - start))
polls=$(count_said polls 'poll [0-9]* returned .*')
check_range "waitpid 0.3: polls in $took hundredths of a second" 2 \
    $((took / 20 + 1)) "$polls"
finish_tests
