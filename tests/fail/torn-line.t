#!/bin/sh
# lab: the handler prints between two pieces of a line that main prints
# class: 4 minutes
# title: main and the handler print at the same time
# unp: 5.9
# keep: A signal can interrupt a program between any two instructions, even in
#   the middle of a line.
#
# The parent waits between the pieces until its child has ended, so SIGCHLD
# always arrives there.

. "$(dirname "$0")/../sh/lib.sh"

# in_turn PROGRAM: three clients, one after the other; $pids are the pids of the
# children that have served them
in_turn() {
    start_server "$1" "ch05/fail/$1" 127.0.0.1 0
    pids=''
    for turn in 1 2 3; do
        connect_client 3 client ch05/client-v1
        wait_for S state "$server"
        case $1 in
            torn-line) check_wait "$1: the first piece is written" \
                "child $child " last_line "$1" ;;
            *) ! have proc "$1: SIGCHLD is blocked" ||
                check "$1: SIGCHLD is blocked" 1 \
                    "$(signal_in SigBlk "$server" CHLD)" ;;
        esac
        pids="$pids $child"
        hang_up 3
        check_wait "$1: child $turn is reaped" '' children "$server"
    done
    check_wait "$1: main has printed its last line" 1 \
        count_lines "$tmp/$1.out" 'client 3$'
    check_wait "$1: so has the handler" 1 \
        count_lines "$tmp/$1.out" "child $child terminated\$"
    kill_process "$server"
}

# last_line PROGRAM: the last line of its output, which may have no newline yet
last_line() {
    tail -n 1 "$tmp/$1.out"
}

# row PROGRAM: count the lines of main and those of the handler that are whole,
# and all other lines; $counts
row() {
    sed 1d "$tmp/$1.out" >"$tmp/lines"          # without "listening on ..."
    main=$(count_lines "$tmp/lines" '^child [0-9]* has served client [0-9]$')
    handler=$(count_lines "$tmp/lines" '^child [0-9]* terminated$')
    torn=$(($(wc -l <"$tmp/lines") - main - handler))
    counts="$main $handler $torn"
    tell "$(printf '%-12s%10s%18s%21s%10s' "$1" 3 "$main" "$handler" "$torn")"
}

ask 'For each of three children, main prints a line with two calls of printf,
    and the handler prints a line. How many of these six lines will be whole
    if the child ends between the two calls?' \
    'When can SIGCHLD interrupt main?' \
    '0|each line is torn, or tears one' '3|the lines of the handler' \
    '6|a signal waits for the end of a line'
heading 'Three clients in turn. How many lines are whole?'
tell 'server         clients   whole, from main  whole, from handler      torn'
in_turn torn-line
# shellcheck disable=SC2086  # three pids
set -- $pids
check 'torn-line: the handler prints into each line of main' \
"child $1 child $1 terminated
has served client 1
child $2 child $2 terminated
has served client 2
child $3 child $3 terminated
has served client 3" "$(sed 1d "$tmp/torn-line.out")"
row torn-line
whole=$((main + handler))
check 'torn-line: whole from main, whole from the handler, torn' '0 0 6' \
    "$counts"

in_turn whole-line
# shellcheck disable=SC2086  # three pids
set -- $pids
check 'whole-line: six whole lines; the handler prints after main' \
"child $1 has served client 1
child $1 terminated
child $2 has served client 2
child $2 terminated
child $3 has served client 3
child $3 terminated" "$(sed 1d "$tmp/whole-line.out")"
row whole-line
check 'whole-line: whole from main, whole from the handler, torn' '3 3 0' \
    "$counts"
tell ''
show_output torn-line
bad 'SIGCHLD arrives between two calls of printf: both lines are torn.'
show_output whole-line
good 'SIGCHLD is blocked until main has printed its line.'
answer "$whole" \
    'A signal can interrupt main between any two instructions, also in the
    middle of a line. The line of the handler is then inside the line of main,
    and neither of the two is whole. whole-line blocks SIGCHLD meanwhile.' \
    'ch05/fail/signals.md'
finish_tests
