#!/bin/sh
# test: watch finds a server that has children, and what it does with SIGCHLD

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh
. tests/watch/picture.sh

need proc 'a server that watch finds'

# find_server: watch finds the server on $port
find_server() {
    launch watch env TERM=xterm ch05/watch/watch "$port"
    watch=$pid
    wait_for 1 said "server $server is .*, listens on 127.0.0.1 port $port"
}

# watch says at once what it has not seen: a zombie, and that it is stopped.
# Its port has fewer than four hexadecimal digits in the table of sockets.
start_server server-v1 ch05/server-v1 127.0.0.1 \
    "$(unused_port $((2000 + $$ % 2000)))"
connect_client 3 client ch05/client-v1
hang_up 3
wait_for 1 count_zombies "$server"
stop "$server"
find_server
check_wait 'a zombie that was there before' 1 said \
    "child $child ends: it is a zombie"
check_wait 'the server was stopped before' 1 said "server $server is stopped"
kill_process "$watch"
kill_process "$server"

# The parent of the server does not wait for it.
launch_under_subreaper server-v1 \
    sh -c 'ch05/server-v1 127.0.0.1 0 & exec sleep 60'
parent=$pid
wait_for 1 count_lines "$tmp/server-v1.out" '^listening on'
port=$(listen_port server-v1)
server=$(children "$parent")
kill_at_end "$server"
find_server
kill -KILL "$server"
check_wait 'a server ends, and nobody has waited for it' 1 \
    said "server $server ends: it is a zombie"
check 'it is still there' 0 "$(said 'no server')"
kill -KILL "$parent"
check_wait 'it is reaped' 1 said 'no server'
kill_process "$watch"

# While its child is stopped, the handler of server-v2 waits for it. A handler
# blocks its own signal.
start_version 2
connect_client 3 client ch05/client-v1
find_server
check_wait 'a child that it has had before' 1 said \
    "server $server has child $child"
check 'it has not forked it now' 0 \
    "$(said "server $server forks child $child")"
stop "$child"
check_wait 'the handler waits: SIGCHLD is blocked' 1 said \
    "server $server blocks SIGCHLD"
kill -CONT "$child"
hang_up 3
check_wait 'the handler returns: it is not blocked any more' 1 said \
    "server $server does not block SIGCHLD any more"
check_wait 'the child is reaped' 1 said "child $child is reaped"
kill_process "$watch"
kill_process "$server"

# A child that keeps the listening socket becomes the server.
start_server leak ch05/fail/listen-leak 127.0.0.1 0
connect_client 3 client ch05/client-v1
find_server
kill_at_end "$child"
kill_process "$server"
check_wait 'the child is the server now' 1 said \
    "server $child is listen-leak, listens on 127.0.0.1 port $port"
hang_up 3
check_wait 'it ends, as the server' 1 said "server $child ends.*"
check 'it is no child of another server' 0 "$(said "child $child ends.*")"
kill_process "$watch"

# shows_sigchld PROGRAM PATTERN: what the second row of the screen says
shows_sigchld() {
    start_server "${1##*/}" "$1" 127.0.0.1 0
    watch_on_terminal LC_ALL=C "$port"
    check_wait "${1##*/}: SIGCHLD" 1 shows "SIGCHLD: $2, not pending *\$"
    quit_watch
    kill_process "$server"
}
need terminal 'the row for SIGCHLD'
shows_sigchld ch05/server-v1 'no handler'
shows_sigchld ch05/server-v2 handler
shows_sigchld ch05/fail/close-unread ignored
finish_tests
