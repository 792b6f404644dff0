#!/bin/sh
# lab: printf in the handler, exit in the child: 10 lines instead of 5
# class: 4 minutes
# title: printf in the handler, exit in the child
# unp: 5.9
# keep: Use write in a handler, and leave a child with _exit, because fork
#   copies the buffer of stdio.
#
# The clients connect one after the other. Therefore the parent's buffer holds
# 0, 1, 2, 3 and 4 lines when it forks.

. "$(dirname "$0")/../sh/lib.sh"

# five_turns NAME PROGRAM: five clients connect and hang up, one after the
# other. $pids are the pids of their children, $said holds the pids that the
# server has printed.
five_turns() {
    start_server "$1" "$2" 127.0.0.1 0
    server=$pid pids=''
    for turn in 1 2 3 4 5; do
        connect_client 3 client ch05/client-v1
        pids="$pids $(children "$server")"
        hang_up 3
        check_wait "$1: child $turn is reaped" '' children "$server"
    done
    # The handler may have called waitpid, and not yet printed its line.
    wait_for S state "$server"
    kill_process "$server"
    said=$(sed -n 's/^child \([0-9]*\) terminated$/\1/p' "$tmp/$1.out")
}

# lines PID...: prints a line for each pid, in the form of $said
lines() {
    printf '%s\n' "$@"
}

# row NAME LINES DIFFERENT: show a line of the table to the class
row() {
    tell "$(printf '%-16s %8s %8s %12s' "$1" 5 "$2" "$3")"
}

heading 'Five clients in turn; the lines "child PID terminated" in the output:'
tell 'server            clients    lines   different'
five_turns server-v3 ch05/server-v3
# shellcheck disable=SC2086  # five pids
check 'server-v3: one line for each child, in order' "$(lines $pids)" "$said"
row server-v3 "$(lines "$said" | wc -l)" "$(lines "$said" | sort -u | wc -l)"

ask 'printf-handler prints with printf, and its children leave with exit. Its
    stdout is a file. Five clients come, one after the other. How many lines
    "child PID terminated" will be in the file?' \
    'Where is a line before stdio writes it, and what does fork copy?' \
    '0|printf is not safe in a handler' '5|one for each child' \
    '10|lines are there more than once' '25|each child writes all five'
five_turns printf-handler ch05/fail/printf-handler
# shellcheck disable=SC2086  # five pids
set -- $pids
check 'printf-handler: ten lines about four children, none about the fifth' \
    "$(lines "$1" "$1" "$2" "$1" "$2" "$3" "$1" "$2" "$3" "$4")" "$said"
row printf-handler "$(lines "$said" | wc -l)" \
    "$(lines "$said" | sort -u | wc -l)"
show_output printf-handler
bad "stdout is a file, so stdio keeps the lines in a buffer. fork copies the
buffer: child 2 gets line 1, child 3 gets lines 1 and 2, and so on, and exit
writes each copy. The parent's own buffer is lost when we kill the parent.
On a terminal stdio writes every line at once."
answer "$(($(lines "$said" | wc -l)))" \
    'fork copies the buffer of stdio, and exit writes that copy: the second
    child writes one line, the third two, and so on. Use write in a handler,
    and leave a child with _exit.' \
    'TLPI 25.4; ch05/fail/signals.md'
finish_tests
