#!/bin/sh
# lab: SA_RESTART decides whether a signal interrupts a blocked read

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

heading 'ch05/proc/sigaction 60: read blocks, because the pipe is empty.'
hold 3 sigaction ch05/proc/sigaction 60
reader=$pid
check_wait 'read starts without SA_RESTART' 1 \
    count_said sigaction 'read starts, without SA_RESTART'
check_wait 'read blocks' S state "$reader"
show_processes "$reader"
heading 'We send SIGINT with kill -INT, as Ctrl-C does.'
kill -INT "$reader"
check_wait 'without SA_RESTART: read fails with EINTR' 1 \
    count_said sigaction "read failed: $(reason EINTR)"

check_wait 'read starts with SA_RESTART' 1 \
    count_said sigaction 'read starts, with SA_RESTART'
check_wait 'read blocks' S state "$reader"
heading 'We send SIGINT again. After the handler has run, we write a line:'
kill -INT "$reader"
check_wait 'the handler has run a second time' 2 \
    count_said sigaction 'signal 2'
check_wait 'with SA_RESTART: read blocks again' S state "$reader"
check 'with SA_RESTART: read has not returned' 3 \
    "$(count_said sigaction 'read.*')"
type_line 3 hello
wait_end "$reader"
show_output sigaction
check 'with SA_RESTART: read returns the line' 1 \
    "$(count_said sigaction 'read returned 6 bytes')"
check 'the exit status' 0 "$status"
check 'the program prints each line once, in this order' \
    "read starts, without SA_RESTART
signal 2
read failed: $(reason EINTR)
read starts, with SA_RESTART
signal 2
read returned 6 bytes" "$(all_said sigaction "$reader")"
good 'The handler, the signal and the read are the same; only one flag differs.
Without SA_RESTART, read fails with EINTR. With SA_RESTART, it continues.'
hang_up 3
finish_tests
