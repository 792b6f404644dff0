#!/bin/sh
# lab: waitpid with WNOHANG does not block: 0 is "still running"

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

heading 'ch05/proc/waitpid 60: the parent polls while the child lives'
launch waitpid ch05/proc/waitpid 60
parent=$pid
check_wait 'the child is there' 1 count_said waitpid 'child, exits with 7 later'
child=$(who_said waitpid 'child, exits with 7 later')
kill_at_end "$child"
for n in 1 2; do
    check_wait "poll $n: it still runs" 1 \
        count_said waitpid "poll $n returned 0: parent works on"
done
show_processes "$parent"
check_wait 'the process table agrees: it lives' S state "$child"
check 'and is its child' "$parent" "$(parent "$child")"

heading 'kill -TERM for the child:'
kill -TERM "$child"
wait_end "$parent"
show_output waitpid
check 'the last poll: its pid, and how it ended' 1 \
    "$(tail -n 1 "$tmp/waitpid.out" |
        grep -c "poll [0-9]* returned $child: killed by signal 15\$")"
check 'every other poll has returned 0' 1 \
    "$(count_said waitpid 'poll [0-9]* returned [1-9].*')"
check 'the polls are numbered from 1, without a gap' '' \
    "$(all_said waitpid "$parent" | awk '$2 != NR')"
check 'exit status' 0 "$status"
check 'no zombie remains' gone "$(state "$child")"
good 'It never blocked: between two polls it could work. The price: it asks, and
learns of the end only at the next poll.'
[ -z "$DEMO" ] || finish_tests

launch short ch05/proc/waitpid 0.05
wait_end "$pid"
child=$(who_said short 'child, exits with 7 later')
check 'left alone, the child exits with 7' 1 \
    "$(count_said short "poll [0-9]* returned $child: exited with status 7")"
check 'and the exit status' 0 "$status"
finish_tests
