#!/bin/sh
# lab: fork returns twice: what the child copies, and what it shares
# class: 3 minutes
# title: what the child copies, and what it shares
# unp: 4.7
# keep: fork copies the memory and the descriptors, but both processes share the
#   open files and their offsets.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

in_class tell 'Before fork, number is 1, and a file is open at offset 0.' \
    'Then the child sets number to 2, and writes six bytes to the file.' ''
ask 'What does the parent print when the child has ended?' \
    'What does fork copy, and what do both processes share?' \
    'number 1, offset 0|it has its own number, and its own file offset' \
    'number 1, offset 6|only the offset is shared' \
    'number 2, offset 6|both are shared'
heading 'ch05/proc/fork 60: the child runs for a minute, so ps shows both:'
launch fork ch05/proc/fork 60
parent=$pid
check_wait 'fork returns 0 in the child' 1 \
    count_said fork 'fork returned 0: .*'
child=$(who_said fork 'fork returned 0: .*')
kill_at_end "$child"
check_wait "fork returns the child's pid in the parent" 1 \
    count_said fork "fork returned $child: .*"
show_processes "$parent"
check "the process table has the same parent for the child" "$parent" \
    "$(parent "$child")"
check "the parent's parent is this shell" $$ "$(parent "$parent")"
check_wait 'the parent sleeps' S state "$parent"
check_wait 'the child sleeps' S state "$child"

heading 'We end the child. Then the parent prints its number and offset again:'
kill -TERM "$child"
wait_end "$parent"
show_output fork
check 'exit status' 0 "$status"
check 'the lines of the child, with its pid and its parent' \
    "pid $child parent $parent: fork returned 0: number 2, offset 6" \
    "$(grep "^pid $child " "$tmp/fork.out")"
check 'the lines of the parent, with its pid and its parent' \
    "pid $parent parent $$: before fork: number 1, offset 0
pid $parent parent $$: fork returned $child: number 1
pid $parent parent $$: after the child: number 1, offset 6" \
    "$(grep "^pid $parent " "$tmp/fork.out")"
check 'the program prints each line once' 4 "$(count_lines "$tmp/fork.out" '')"
good 'Each process has its own number: the child set only its copy to 2. Both
share one file offset: the six bytes that the child wrote moved it for both.'
answer "$(sed -n 's/.*: after the child: //p' "$tmp/fork.out")" \
    'fork copies the memory, so each process has its own variable. It copies the
    descriptors too, but they refer to the same open file, which has the
    offset.' \
    'ch05/proc/README.md'
finish_tests
