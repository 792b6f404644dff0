#!/bin/sh
# lab: SA_RESTART decides if a signal ends a read that is blocked

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

heading 'ch05/proc/sigaction 60, blocked in read on a pipe that says nothing'
hold 3 sigaction ch05/proc/sigaction 60
reader=$pid
check_wait 'it reads, without SA_RESTART' 1 \
    count_said sigaction 'reads, without SA_RESTART'
check_wait 'it is blocked' S state "$reader"
show_processes "$reader"
heading 'kill -INT, as Ctrl-C does:'
kill -INT "$reader"
check_wait 'without SA_RESTART: read fails with EINTR' 1 \
    count_said sigaction "read failed: $(reason EINTR)"

check_wait 'it reads, with SA_RESTART' 1 \
    count_said sigaction 'reads, with SA_RESTART'
check_wait 'it is blocked' S state "$reader"
heading 'kill -INT again, and when the handler has run, a line into the pipe:'
kill -INT "$reader"
check_wait 'the handler has run, for the second time' 2 \
    count_said sigaction 'signal 2'
check_wait 'with SA_RESTART: it is blocked again' S state "$reader"
check 'with SA_RESTART: read has not returned' 3 \
    "$(count_said sigaction 'read.*')"
type_line 3 hello
wait_end "$reader"
show_output sigaction
check 'with SA_RESTART: read returns the line' 1 \
    "$(count_said sigaction 'read returned 6 bytes')"
check 'exit status' 0 "$status"
check 'in this order, each line once' "reads, without SA_RESTART
signal 2
read failed: $(reason EINTR)
reads, with SA_RESTART
signal 2
read returned 6 bytes" "$(all_said sigaction "$reader")"
good 'The same handler, the same signal, the same read: one flag of sigaction.'
hang_up 3
finish_tests
