#!/bin/sh
# lab: wait blocks until a child ends, and tells how the child ended
# class: 3 minutes
# title: what a parent does while it waits
# unp: 5.10
# keep: wait sleeps until a child ends, and tells how the child ended.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# ten_states PID: prints its state ten times. Once is not enough: a process that
# polls with waitpid and WNOHANG is also in state S now and then.
ten_states() {
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        state "$1"
    done | tr -d '\n'
}

ask 'A parent calls wait while its child still runs. In which state is it?' \
    'Does it use CPU time meanwhile?' \
    'R|it looks again and again' 'S|it sleeps until the child ends' \
    'T|the kernel has stopped it'
heading 'ch05/proc/wait 60: the first child exits, the second child still runs.'
launch wait ch05/proc/wait 60
parent=$pid
check_wait 'the second child runs' 1 \
    count_said wait 'child will kill itself'
second=$(who_said wait 'child will kill itself')
kill_at_end "$second"
wait_for 1 count_said wait 'child exits with status 11'
first=$(who_said wait 'child exits with status 11')
check_wait 'wait returns the exit status of the first child' 1 \
    count_said wait "child $first exited with status 11"
wait_for S state "$parent"
check 'the parent sleeps in wait, ten times out of ten' SSSSSSSSSS \
    "$(ten_states "$parent")"
show_processes "$parent"
in_wait=$(state "$parent")
check 'the first child is gone, and there is no zombie' 'gone 0' \
    "$(state "$first") $(count_zombies "$parent")"
check_wait 'the second child still runs' S state "$second"
check 'the second child still has its parent' "$parent" "$(parent "$second")"

heading 'Before it kills itself, we send SIGTERM to the second child:'
kill -TERM "$second"
wait_end "$parent"
show_output wait
check 'wait returns the signal that killed the second child' 1 \
    "$(count_said wait "child $second was killed by signal 15 (.*)")"
check 'then wait fails: no child is left' 1 \
    "$(count_said wait "wait: $(reason ECHILD)")"
check 'the exit status' 0 "$status"
check 'the second child is gone' gone "$(state "$second")"
check 'the program prints each line once' 6 "$(count_lines "$tmp/wait.out" '')"
good 'The parent uses no CPU time in wait: it sleeps in state S. The kernel
wakes it when a child ends.'
answer "$in_wait" \
    'wait blocks: the process sleeps and uses no CPU time. The kernel wakes it
    when a child has ended.' \
    'ch05/proc/README.md'
[ -z "$DEMO" ] || finish_tests

launch short ch05/proc/wait 0.05
wait_end "$pid"
second=$(who_said short 'child will kill itself')
check 'the second child kills itself if no other process does' 1 \
    "$(count_said short "child $second was killed by signal 9 (.*)")"
check 'short: the exit status' 0 "$status"
finish_tests
