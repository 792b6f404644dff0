#!/bin/sh
# lab: a handler, three sleeps cut short, and which signal() this is

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# Announced, and in state S: it sleeps, and the signal cannot come too early.
heading 'ch05/proc/signal 60: three sleeps of a minute; Ctrl-C sends INT'
begun=$(date +%s)
launch signal ch05/proc/signal 60
n=0
for name in INT INT ALRM; do
    n=$((n + 1))
    check_wait "sleep $n has begun" 1 count_said signal "sleep $n, of 60 s"
    check_wait "sleep $n: state" S state "$pid"
    [ "$n" -gt 1 ] || show_processes "$pid"
    heading "kill -$name in sleep $n"
    kill "-$name" "$pid"
    check_wait "SIG$name: the handler has run" "$n" \
        count_said signal 'signal [0-9]*, handler .*'
    check_wait "sleep $n has ended, and says what was left" 1 \
        count_said signal "sleep $n has ended, [1-5][0-9] s left"
done
wait_end "$pid"
show_output signal
check 'it was not killed: exit status' 0 "$status"
check 'the signals, in order: SIGINT, SIGINT, SIGALRM' '2 2 14 ' \
    "$(sed -n 's/.*: signal \([0-9]*\), .*/\1/p' "$tmp/signal.out" |
        tr '\n' ' ')"
check_range 'seconds for three sleeps of 60' 0 59 $(($(date +%s) - begun))
check 'each line is there once' 9 "$(count_lines "$tmp/signal.out" '')"

reset=$(count_said signal 'signal [0-9]*, handler was reset (System V)')
stayed=$(count_said signal 'signal [0-9]*, handler has stayed (BSD)')
check "signal() was the same each time: $reset reset, $stayed stayed" \
    1 $(((reset == 3 && stayed == 0) + (reset == 0 && stayed == 3)))
if [ "$reset" -gt 0 ]; then
    good "signal() is System V's here: reset to the default, then the handler
ran and installed itself again; otherwise the second INT had ended it."
else
    good "signal() is BSD's here: the handler stays installed."
fi
finish_tests
