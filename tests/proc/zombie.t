#!/bin/sh
# lab: a child stays a zombie until its parent waits or ends
# class: 3 minutes
# title: can a signal end a zombie?
# unp: 5.9
# keep: A zombie has ended already, so no signal can end it; only its parent can
#   remove it.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

ask 'A child has ended, and its parent does not wait for it. We send SIGKILL to
    this zombie. In which state is it then?' \
    'Which code runs in a zombie?' \
    'gone|SIGKILL ends everything' 'Z|it has ended already' \
    'T|a signal stops it'
heading 'ch05/proc/zombie 60: the child ends at once, and its parent is busy.'
launch_under_subreaper zombie ch05/proc/zombie 60
parent=$pid
check_wait 'the child has ended' 1 \
    count_said zombie 'child [0-9]* has ended, parent is busy'
child=$(who_said zombie 'child exits with status 7')
show_processes "$parent"
check_wait 'the parent still runs' S state "$parent"
check 'the child is a zombie' Z "$(state "$child")"
check 'the parent has one zombie, and no child that runs' '1 0' \
    "$(count_zombies "$parent") $(count_children "$parent")"
# ps has no command to show: "[zombie] <defunct>" on Linux, "(zombie)" on a Mac
if have ps-args 'ps calls it <defunct>'; then
    line=$(ps -o args= -p "$child")
    case $line in
        *'<defunct>'* | '(zombie)'*) line='<defunct>' ;;
    esac
    check 'ps calls it <defunct>' '<defunct>' "$line"
fi
heading 'We send SIGKILL to the zombie:'
kill -KILL "$child"
check 'SIGKILL has no effect on a zombie' Z "$(state "$child")"
after_kill=$(state "$child")
show_processes "$child"
answer "$after_kill" \
    'A zombie runs no code any more, so no signal can end it. Only its parent
    can remove it, with wait. If the parent ends, init becomes the new parent,
    and waits.' \
    'ch05/proc/README.md'

heading 'We end the parent:'
kill -KILL "$parent"
[ -n "$reaper" ] || wait "$parent" 2>/dev/null
check_wait 'the parent is gone' gone state "$parent"
check_reaped 'the zombie is gone too' "$child"
tell "    The state of the parent, pid $parent, is: $(state "$parent")" \
    "    The state of the child, pid $child, is:  $(state "$child")"

heading 'ch05/proc/zombie 0.05: the parent can still read the exit status.'
launch short ch05/proc/zombie 0.05
wait_end "$pid"
show_output short
child=$(who_said short 'child exits with status 7')
check 'the exit status of the parent' 0 "$status"
check 'the lines of the parent about its zombie' \
    "child $child has ended, parent is busy
child $child is a zombie with exit status 7" "$(all_said short "$pid")"
check 'the program prints each line once' 3 "$(count_lines "$tmp/short.out" '')"
good 'A zombie is an entry in the process table. It keeps pid, exit status and
resource usage until its parent waits. If the parent ends, init becomes the new
parent and waits.'
finish_tests
