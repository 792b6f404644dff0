#!/bin/sh
# lab: poll does not see the lines that fgets has read
# title: a client that uses poll and fgets
# class: 3 minutes
# unp: 6.5
# keep: poll and select ask the kernel. They do not see what stdio has already
#  read.

. "$(dirname "$0")/../sh/lib.sh"

three='one
two
three'

# three_at_once FD NAME: the client reads three lines that one write has sent.
# The printf of bash writes line by line; cat does not.
three_at_once() {
    hold "$1" "$2" "ch05/fail/$2" 127.0.0.1 "$port"
    client=$pid
    wait_for "$3" count_children "$server"
    echo "$three" >"$tmp/three"
    cat "$tmp/three" >&"$1"
}
# sleeps: it waits in poll, and its pipe and its socket are empty
sleeps() {
    echo "$(state "$client") $(unread "$port" | wc -l | tr -d ' ')"
}

in_class tell 'poll says that stdin has input. stdio-client then calls fgets,' \
    'which returns a line, sends this line, and calls poll again.' ''
ask 'Three lines arrive in stdin at once. How many echoes come back?' \
    'How much does fgets read from the descriptor, to return one line?' \
    '0|it waits for the end' '1|fgets has taken the other lines' \
    '3|poll says three times that there is input'
heading '1. stdio-client: three lines arrive in its stdin at once.'
start_version 3
three_at_once 3 stdio-client 1
stdio=$client
check_wait 'the first line comes back' one cat "$tmp/stdio-client.out"
check_wait 'then stdio-client sleeps, and nothing is on its way' 'S 0' sleeps
check 'two lines are missing' one "$(cat "$tmp/stdio-client.out")"
echoes=$(count_lines "$tmp/stdio-client.out" .)
show_processes "$stdio"
show_output stdio-client
bad 'Two lines are in the buffer of stdio, where poll cannot see them.'
answer "$echoes" \
    'fgets asks the kernel for 4096 bytes, gets all three lines, and returns the
    first one. Then the descriptor has no more input, and poll waits. The two
    lines are in a buffer that belongs to stdio.' \
    ch05/fail/fin-and-rst.md

heading '2. A fourth line arrives. Now poll says again that there is input:'
type_line 3 four
check_wait 'the lines of the buffer come back before the fourth' "$three
four" cat "$tmp/stdio-client.out"
show_output stdio-client
hang_up 3
wait_end "$stdio"
check 'end of file: exit status' 0 "$status"

heading '3. poll-client calls read, and sends all that it has read:'
three_at_once 4 poll-client 1
check_wait 'poll-client: all three lines come back' "$three" \
    cat "$tmp/poll-client.out"
show_output poll-client
good 'Use poll with read, or stdio without poll.'
hang_up 4
wait_end "$client"
check 'poll-client: exit status' 0 "$status"
[ -z "$DEMO" ] || { kill_process "$server"; finish_tests; }

connect_client 3 early ch05/fail/stdio-client
kill -KILL "$child"
wait_end "$client"
check 'the server ends first: exit status and message' \
    '1 stdio-client: server terminated prematurely' \
    "$status $(cat "$tmp/early.err")"
hang_up 3
kill_process "$server"
finish_tests
