#!/bin/sh
# lab: waitpid with WNOHANG does not block: 0 means that the child still runs
# class: 3 minutes
# title: waitpid with WNOHANG, while the child runs
# unp: 5.10
# keep: With WNOHANG, waitpid returns at once; 0 means that there are children,
#   but none has ended.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

ask 'A parent calls waitpid with WNOHANG while its child runs. What does
    waitpid return?' \
    'It does not block. Is it an error that the child still runs?' \
    '0|no child has ended' '-1|there is nothing to wait for' \
    'nothing|it blocks until the child ends'
heading 'ch05/proc/waitpid 60: the parent polls while the child runs.'
launch waitpid ch05/proc/waitpid 60
parent=$pid
check_wait 'the child runs' 1 \
    count_said waitpid 'child will exit with status 7'
child=$(who_said waitpid 'child will exit with status 7')
kill_at_end "$child"
for n in 1 2; do
    check_wait "poll $n returns 0" 1 \
        count_said waitpid "poll $n returned 0: child still runs"
done
show_processes "$parent"
check_wait 'the process table agrees: the child sleeps' S state "$child"
check 'the process table has the same parent' "$parent" "$(parent "$child")"

heading 'Before the child exits, we send SIGTERM to it:'
kill -TERM "$child"
wait_end "$parent"
show_output waitpid
check 'the last poll returns the pid, and the status has the signal' 1 \
    "$(tail -n 1 "$tmp/waitpid.out" |
        grep -c "poll [0-9]* returned $child: killed by signal 15\$")"
check 'every other poll returned 0' 1 \
    "$(count_said waitpid 'poll [0-9]* returned [1-9].*')"
check 'the polls are numbered from 1, without a gap' '' \
    "$(all_said waitpid "$parent" | awk '$2 != NR')"
check 'the exit status' 0 "$status"
check 'no zombie remains' gone "$(state "$child")"
good 'waitpid never blocks here, so the parent can work between two polls. But
it learns only at the next poll that the child has ended.'
first=$(sed -n 's/.*: poll 1 returned \([-0-9]*\).*/\1/p' "$tmp/waitpid.out")
answer "${first:-nothing}" \
    'With WNOHANG, 0 means: there are children, but none has ended. -1 with
    ECHILD means: there is no child. The loop of server-v3 ends at both.' \
    'ch05/proc/README.md'
[ -z "$DEMO" ] || finish_tests

launch short ch05/proc/waitpid 0.05
wait_end "$pid"
child=$(who_said short 'child will exit with status 7')
check 'short: the child exits with status 7' 1 \
    "$(count_said short "poll [0-9]* returned $child: exited with status 7")"
check_range 'short: it works between two polls, so there are few of them' 1 20 \
    "$(count_said short 'poll .*')"
check 'short: the exit status' 0 "$status"
finish_tests
