#!/bin/sh
# lab: signals end three sleeps early; signal() is System V or BSD
# class: 3 minutes
# title: sleep, and a signal with a handler
# unp: 5.8
# keep: A signal with a handler ends sleep early, and sleep returns the seconds
#   that are left.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# The signal cannot come too early: we send it when the program has announced
# the sleep and is in state S.
ask 'A program calls sleep(60) three times, and each time a signal with a
    handler arrives at once. How many of the three sleeps last for a minute?' \
    'What does sleep do when a handler has run?' \
    '0|a signal ends them early' '1|one signal is pending at a time' \
    '3|after the handler, sleep goes on'
heading 'ch05/proc/signal 60: the program sleeps three times for a minute.'
begun=$(date +%s)
launch signal ch05/proc/signal 60
n=0
for name in INT INT ALRM; do
    n=$((n + 1))
    check_wait "sleep $n starts" 1 count_said signal "sleep $n starts, for 60 s"
    check_wait "sleep $n: the process is in state S" S state "$pid"
    [ "$n" -gt 1 ] || show_processes "$pid"
    heading "We send SIG$name during sleep $n."
    kill "-$name" "$pid"
    check_wait "SIG$name: the handler has run" "$n" \
        count_said signal 'signal [0-9]*, handler .*'
    check_wait "sleep $n ends early, and returns the seconds left" 1 \
        count_said signal "sleep $n has ended, [1-5][0-9] s left"
done
wait_end "$pid"
show_output signal
check 'no signal has killed the program: its exit status' 0 "$status"
check 'the handler got SIGINT, SIGINT and SIGALRM' '2 2 14 ' \
    "$(sed -n 's/.*: signal \([0-9]*\), .*/\1/p' "$tmp/signal.out" |
        tr '\n' ' ')"
check_range 'three sleeps of 60 seconds took less than 60' 0 59 \
    $(($(date +%s) - begun))
check 'the program prints each line once' 9 \
    "$(count_lines "$tmp/signal.out" '')"

reset=$(count_said signal 'signal [0-9]*, handler was reset (System V)')
stayed=$(count_said signal 'signal [0-9]*, handler still set (BSD)')
check "signal() did the same each time: $reset reset, $stayed still set" \
    1 $(((reset == 3 && stayed == 0) + (reset == 0 && stayed == 3)))
if [ "$reset" -gt 0 ]; then
    good "Here signal() works as in System V: the action is reset to the default
before the handler runs. The handler installs itself again; otherwise the
second SIGINT would end the program."
else
    good "Here signal() works as in BSD: the handler stays installed."
fi
early=$(count_said signal 'sleep [0-9]* has ended, [1-5][0-9] s left')
answer "$((3 - early))" \
    'A handler ends sleep early, and sleep returns the seconds that are left.
    SIGCHLD does that too: a server that sleeps wakes up when a child ends.' \
    'ch05/proc/README.md'
finish_tests
