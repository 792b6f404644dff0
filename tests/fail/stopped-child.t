#!/bin/sh
# lab: a stopped child: v2 waits for its death, in its handler

. "$(dirname "$0")/../sh/lib.sh"

# stop_a_child N: server-vN serves a first client, whose child is then stopped
# while the server sleeps in accept. A second client sends a line.
stop_a_child() {
    start_version "$1"
    connect_client 3 first ch05/client-v1
    wait_for S state "$server"
    kill -STOP "$child"
    check_wait "server-v$1: its child is stopped" T state "$child"
    [ "$1" -ne 2 ] || look 'server-v2: told of that, it is in its handler' \
        1 in_handler
    hold 4 second ch05/client-v1 127.0.0.1 "$port"
    type_line 4 'and me?'
}

# look TEXT WANT COMMAND...: check_wait for what only Linux's /proc tells
look() {
    if [ "$PROBE" = proc ]; then
        check_wait "$@"
    else
        skip "$1" 'only /proc tells'
    fi
}

# in_handler: 1 if the server is in its handler; it is where SIGCHLD is blocked
in_handler() {
    signal_in SigBlk "$server" CHLD
}

# unread_and_owner: the bytes that wait in a socket of the server, and its
# inode; 0 means that no process has the socket
unread_and_owner() {
    sockets "$port" | awk '$2 == "ESTABLISHED" && $5 > 0 { print $5, $6 }'
}

# echoed: how many lines the second client has got
echoed() {
    count_lines "$tmp/second.out" 'and me?'
}

heading 'server-v2: a child is stopped (SIGSTOP). A second client sends a line:'
stop_a_child 2
check_wait 'server-v2: the second client is connected' 2 \
    count_sockets "$port" client ESTABLISHED
look 'server-v2: its connection waits for accept' 1 accept_queue "$port"
look 'server-v2: its line, 8 bytes, for somebody to read it' '8 0' \
    unread_and_owner
# In accept it would not sleep while a connection is there.
check_wait 'server-v2: the server sleeps' S state "$server"
look 'server-v2: and the connection still waits' 1 accept_queue "$port"
check 'server-v2: no child has been made for it' "$child" \
    "$(children "$server")"
check 'server-v2: no echo' 0 "$(echoed)"
show_processes "$server"
show_sockets "$port"
bad 'v2 is in wait(), in its handler: accept queue 1, 8 bytes unread.'

kill -CONT "$child"
type_line 3 'still there?'
check_wait 'server-v2: SIGCONT, and the first client has its echo again' 1 \
    count_lines "$tmp/first.out" 'still there?'
look 'server-v2: but the server is in its handler: nobody has died' \
    1 in_handler
check 'server-v2: still no echo for the second client' 0 "$(echoed)"
hang_up 3
check_wait 'server-v2: the first child ends: the second client has its echo' 1 \
    echoed
check 'server-v2: wait() has returned' 1 "$(count_reaped server-v2)"
tell 'SIGCONT does not help: wait() wants a death. The first client hangs up,' \
    'its child ends, wait() returns, and the second client gets its echo:'
show_output second
end_conversation 4

heading 'server-v3, the same steps:'
stop_a_child 3
check_wait 'server-v3: the second client gets its echo' 1 echoed
check 'server-v3: while the child is stopped' T "$(state "$child")"
look 'server-v3: no connection waits for accept' 0 accept_queue "$port"
check 'server-v3: two children' 2 "$(count_children "$server")"
show_processes "$server"
good 'WNOHANG: waitpid says 0, the handler returns, the second is served.'
kill -CONT "$child"
hang_up 3
hang_up 4
check_wait 'server-v3: both children reaped in the end' 2 count_reaped server-v3
kill_process "$server"
finish_tests
