#!/bin/sh
# lab: a stopped child blocks server-v2 in its handler, not server-v3
# class: 4 minutes
# title: we stop a child of server-v2
# unp: 5.9, 5.10
# keep: A handler must not block, so it calls waitpid with WNOHANG, and never
#   wait.

. "$(dirname "$0")/../sh/lib.sh"

# stop_a_child N: server-vN serves a first client, whose child is then stopped
# while the server sleeps in accept. A second client sends a line.
stop_a_child() {
    start_version "$1"
    connect_client 3 first ch05/client-v1
    wait_for S state "$server"
    kill -STOP "$child"
    check_wait "server-v$1: its child is stopped" T state "$child"
    [ "$1" -ne 2 ] || check_linux \
        'server-v2: SIGCHLD comes, it is in its handler' 1 in_handler
    hold 4 second ch05/client-v1 127.0.0.1 "$port"
    type_line 4 'and me?'
}

# in_handler: prints 1 if the server is in its handler: only there is SIGCHLD
# blocked
in_handler() {
    signal_in SigBlk "$server" CHLD
}

# echoed: prints how many lines the second client has received
echoed() {
    count_lines "$tmp/second.out" 'and me?'
}

ask 'server-v2 serves a client. We stop that child (SIGSTOP). Then a second
    client connects and sends a line. What will it receive?' \
    'When does SIGCHLD come? And what does the handler of v2 do then?' \
    'an echo|a stopped child has not ended' \
    'nothing|the server waits for the first child' \
    'a refusal|the server is stopped, too'
heading 'server-v2: we stop a child (SIGSTOP). A second client sends a line:'
stop_a_child 2
check_wait 'server-v2: the second client is connected' 2 \
    count_sockets "$port" client ESTABLISHED
check_linux 'server-v2: its connection waits for accept' 1 accept_queue "$port"
check_linux 'server-v2: 8 bytes are unread, no process has the socket' '8 0' \
    unread "$port"
# A server in accept does not sleep while a connection is in the queue.
check_wait 'server-v2: the server sleeps' S state "$server"
check_linux 'server-v2: and the connection still waits' 1 accept_queue "$port"
check 'server-v2: there is no child for the second client' "$child" \
    "$(children "$server")"
check 'server-v2: no echo for the second client' 0 "$(echoed)"
show_processes "$server"
show_sockets "$port"
bad "v2 blocks in wait() in its handler. The accept queue holds $(
    accept_queue "$port") connection,"
bad "and $(unread "$port" | cut -d ' ' -f 1) bytes are unread."
receives=nothing
[ "$(echoed)" = 0 ] || receives='an echo'
[ ! -s "$tmp/second.err" ] || receives='a refusal'
answer "$receives" \
    'SIGCHLD also comes when a child is stopped. The handler of v2 calls wait,
    and wait blocks until a child ends. So the server stays in its handler.
    With WNOHANG, waitpid of v3 returns 0 at once.' \
    'ch05/fail/signals.md'

kill -CONT "$child"
type_line 3 'still there?'
check_wait 'server-v2: after SIGCONT the first client receives an echo' 1 \
    count_lines "$tmp/first.out" 'still there?'
check_linux 'server-v2: it is still in its handler, no child has ended' 1 \
    in_handler
check 'server-v2: still no echo for the second client' 0 "$(echoed)"
hang_up 3
check_wait 'server-v2: the child ends, the second client receives its echo' 1 \
    echoed
check 'server-v2: wait() has returned' 1 "$(count_reaped server-v2)"
tell 'SIGCONT does not help: wait() waits until a child ends. When the first' \
    'client closes, its child ends, and the second client receives its echo:'
show_output second
end_conversation 4

heading 'server-v3, the same steps:'
stop_a_child 3
check_wait 'server-v3: the second client receives its echo' 1 echoed
check 'server-v3: the child is still stopped' T "$(state "$child")"
check_linux 'server-v3: no connection waits for accept' 0 accept_queue "$port"
check 'server-v3: two children' 2 "$(count_children "$server")"
show_processes "$server"
good 'With WNOHANG waitpid returns 0, and the second client is served at once.'
kill -CONT "$child"
hang_up 3
hang_up 4
check_wait 'server-v3: it reaps both children' 2 count_reaped server-v3
kill_process "$server"
finish_tests
