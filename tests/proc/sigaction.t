#!/bin/sh
# lab: with SA_RESTART, read continues after a signal, but poll fails
# class: 3 minutes
# title: SA_RESTART: which call goes on after a signal?
# unp: 5.9
# keep: SA_RESTART restarts read and accept, but never poll and select.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

ask 'A handler is installed with SA_RESTART. A signal comes while read waits,
    and then one while poll waits. Which of the two calls fails with EINTR?' \
    'SA_RESTART does not restart every call.' \
    'read|it has read nothing' 'poll|it is never restarted' \
    'both|a signal interrupts each' 'neither|SA_RESTART restarts both'
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
check_wait 'with SA_RESTART: read returns the line' 1 \
    count_said sigaction 'read returned 6 bytes'

check_wait 'poll starts with SA_RESTART' 1 \
    count_said sigaction 'poll starts, with SA_RESTART'
check_wait 'poll blocks' S state "$reader"
heading 'Now poll waits for the next line, and we send SIGINT:'
kill -INT "$reader"
wait_end "$reader"
show_output sigaction
check 'with SA_RESTART: poll fails with EINTR' 1 \
    "$(count_said sigaction "poll failed: $(reason EINTR)")"
check 'the exit status' 0 "$status"
check 'the program prints each line once, in this order' \
    "read starts, without SA_RESTART
signal 2
read failed: $(reason EINTR)
read starts, with SA_RESTART
signal 2
read returned 6 bytes
poll starts, with SA_RESTART
signal 2
poll failed: $(reason EINTR)" "$(all_said sigaction "$reader")"
good 'Without SA_RESTART, read fails with EINTR. With SA_RESTART, it continues.
But poll fails with EINTR even then.'
case $(all_said sigaction "$reader" | sed '1,/with SA_RESTART$/d' |
    sed -n "s/ failed: $(reason EINTR)$//p" | paste -s -d ' ' -) in
    'read poll') failed=both ;;
    read) failed='read' ;;
    poll) failed='poll' ;;
    *) failed=neither ;;
esac
answer "$failed" \
    'SA_RESTART restarts read and accept, but never poll and select. So a
    program that polls handles EINTR in any case.' \
    'ch05/proc/README.md'
hang_up 3
[ -z "$DEMO" ] || finish_tests

# Input is there, and no signal comes: each call returns at once.
printf 'one\n' >"$tmp/line"
input=$tmp/line
launch short ch05/proc/sigaction 60
wait_end "$pid"
check 'without a signal: the exit status' 0 "$status"
check 'without a signal: what the calls return' "read starts, without SA_RESTART
read returned 4 bytes
read starts, with SA_RESTART
read returned 0 bytes
poll starts, with SA_RESTART
poll returned 1" "$(all_said short "$pid")"
finish_tests
