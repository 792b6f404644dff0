#!/bin/sh
# lab: a child that nobody waits for, until its parent ends

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

heading 'ch05/proc/zombie 60: the child ends at once, the parent is busy'
launch_under_subreaper zombie ch05/proc/zombie 60
parent=$pid
check_wait 'the child has ended' 1 \
    count_said zombie 'child [0-9]* has ended, parent is busy'
child=$(who_said zombie 'child, exits with 7')
show_processes "$parent"
check_wait 'the parent lives' S state "$parent"
check 'the child is a zombie' Z "$(state "$child")"
check 'the parent has no other, and no living child' '1 0' \
    "$(count_zombies "$parent") $(count_children "$parent")"
if line=$(ps -o args= -p "$child" 2>/dev/null); then
    check 'ps calls it <defunct>' '<defunct>' "${line##* }"
else
    skip 'ps calls it <defunct>' 'no ps with -p'
fi
check 'a signal does not end what has ended' Z \
    "$(kill -KILL "$child"; state "$child")"

heading 'The parent is ended:'
kill -KILL "$parent"
[ -n "$reaper" ] || wait "$parent" 2>/dev/null
check_wait 'the parent is gone' gone state "$parent"
check_reaped 'the zombie is gone with it' "$child"
tell "    state of the parent, $parent: $(state "$parent")" \
    "    state of the child, $child:  $(state "$child")"

heading 'ch05/proc/zombie 0.05: the status was there all the time'
launch short ch05/proc/zombie 0.05
wait_end "$pid"
show_output short
child=$(who_said short 'child, exits with 7')
check 'exit status of the parent' 0 "$status"
check 'what the parent says of its zombie' \
    "child $child has ended, parent is busy
child $child has left exit status 7" "$(all_said short "$pid")"
check 'each line is there once' 3 "$(count_lines "$tmp/short.out" '')"
good 'A zombie is a line in the process table: it keeps pid and exit status
until its parent waits; or ends, and then init, the new parent, waits.'
finish_tests
