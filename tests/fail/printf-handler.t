#!/bin/sh
# lab: printf in the handler, exit in the child: 5 lines are 10
#
# Clients come one by one, so that the parent's buffer holds 0, 1, 2, 3 and 4
# lines when it forks.

. "$(dirname "$0")/../sh/lib.sh"

# five_turns NAME PROGRAM: five clients come and go, one after the other;
# $pids are those of their children, $said what the server printed about them
five_turns() {
    start_server "$1" "$2" 127.0.0.1 0
    server=$pid pids=''
    for turn in 1 2 3 4 5; do
        connect_client 3 client ch05/client-v1
        pids="$pids $(children "$server")"
        hang_up 3
        check_wait "$1: child $turn is reaped" '' children "$server"
    done
    # Its handler may be between waitpid and print.
    wait_for S state "$server"
    kill_process "$server"
    said=$(sed -n 's/^child \([0-9]*\) terminated$/\1/p' "$tmp/$1.out")
}

# lines PID...: a line for each, as $said has them
lines() {
    printf '%s\n' "$@"
}

# row NAME LINES DIFFERENT: what the class sees
row() {
    tell "$(printf '%-16s %8s %8s %12s' "$1" 5 "$2" "$3")"
}

tell 'Five clients in turn, stdout in a file; its lines "child PID terminated":'
tell 'server            clients    lines   of children'
five_turns server-v3 ch05/server-v3
# shellcheck disable=SC2086  # five pids
check 'server-v3: a line for each child, in order' "$(lines $pids)" "$said"
row server-v3 "$(lines "$said" | wc -l)" "$(lines "$said" | sort -u | wc -l)"

five_turns printf-handler ch05/fail/printf-handler
# shellcheck disable=SC2086  # five pids
set -- $pids
check 'printf-handler: ten lines of four children; the fifth has none' \
    "$(lines "$1" "$1" "$2" "$1" "$2" "$3" "$1" "$2" "$3" "$4")" "$said"
row printf-handler "$(lines "$said" | wc -l)" \
    "$(lines "$said" | sort -u | wc -l)"
show_output printf-handler
bad "Child 2 has the parent's line 1 in its copy of the buffer, child 3 has 1
and 2, and so on; exit writes them. The parent's five were still in its own
buffer when it was killed. On a terminal each line goes out at once."
finish_tests
