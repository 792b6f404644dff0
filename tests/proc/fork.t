#!/bin/sh
# lab: one fork, two returns: what is copied, and what is shared

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

heading 'ch05/proc/fork 60: the child stays, so that both can be looked at'
launch fork ch05/proc/fork 60
parent=$pid
check_wait 'fork returns 0, in the child' 1 \
    count_said fork 'fork returned 0: .*'
child=$(who_said fork 'fork returned 0: .*')
kill_at_end "$child"
check_wait "fork returns the child's pid, in the parent" 1 \
    count_said fork "fork returned $child: .*"
show_processes "$parent"
check "the child's parent, in the process table" "$parent" \
    "$(parent "$child")"
check "the parent's parent: this shell" $$ "$(parent "$parent")"
check_wait 'the parent lives' S state "$parent"
check_wait 'and so does the child' S state "$child"

heading 'The child is ended, and the parent looks at its own copies again:'
kill -TERM "$child"
wait_end "$parent"
show_output fork
check 'exit status' 0 "$status"
check 'what the child said, with its pid and its parent' \
    "pid $child parent $parent: fork returned 0: number 2, offset 6" \
    "$(grep "^pid $child " "$tmp/fork.out")"
check 'what the parent said, with its pid and its parent' \
    "pid $parent parent $$: before fork: number 1, offset 0
pid $parent parent $$: fork returned $child: number 1
pid $parent parent $$: after the child: number 1, offset 6" \
    "$(grep "^pid $parent " "$tmp/fork.out")"
check 'each line is there once' 4 "$(count_lines "$tmp/fork.out" '')"
good 'number: two copies, the child has set its own to 2.
offset: one, the six bytes that the child wrote moved it for both.'
finish_tests
