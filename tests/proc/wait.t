#!/bin/sh
# lab: wait blocks until a child ends, and tells exit from signal

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# looks PID: its state, ten times. Once is not enough: a process that calls
# waitpid with WNOHANG all the time is seen in state S now and then.
looks() {
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        state "$1"
    done | tr -d '\n'
}

heading 'ch05/proc/wait 60: one child exits with 11, the other stays'
launch wait ch05/proc/wait 60
parent=$pid
check_wait 'the second child is there' 1 \
    count_said wait 'child, kills itself later'
second=$(who_said wait 'child, kills itself later')
kill_at_end "$second"
wait_for 1 count_said wait 'child, exits with 11'
first=$(who_said wait 'child, exits with 11')
check_wait 'the first child: its exit status' 1 \
    count_said wait "child $first exited with status 11"
wait_for S state "$parent"
check 'the parent sleeps in wait, whenever one looks' SSSSSSSSSS \
    "$(looks "$parent")"
show_processes "$parent"
check 'the first child is gone, it is no zombie' 'gone 0' \
    "$(state "$first") $(count_zombies "$parent")"
check_wait 'the second child lives' S state "$second"
check 'and is still its child' "$parent" "$(parent "$second")"

heading 'kill -TERM for the second child:'
kill -TERM "$second"
wait_end "$parent"
show_output wait
check 'the second child: its signal' 1 \
    "$(count_said wait "child $second was killed by signal 15 (.*)")"
check 'no child is left, not even a zombie' 1 \
    "$(count_said wait "wait: $(reason ECHILD)")"
check 'exit status' 0 "$status"
check 'the second child is gone' gone "$(state "$second")"
check 'each line is there once' 6 "$(count_lines "$tmp/wait.out" '')"
good 'The parent used no CPU meanwhile: state S, woken by the end of a child.'
[ -z "$DEMO" ] || finish_tests

launch short ch05/proc/wait 0.05
wait_end "$pid"
second=$(who_said short 'child, kills itself later')
check 'left alone, the second child kills itself' 1 \
    "$(count_said short "child $second was killed by signal 9 (.*)")"
check 'and the exit status' 0 "$status"
finish_tests
