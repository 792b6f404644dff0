#!/bin/sh
# test: in one look of watch, causes are said before their effects

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'the order of events'

established='connection N: client ESTABLISHED, server ESTABLISHED'

puppet 3 127.0.0.1
watch_found

connect_and_fork() {
    type_line 3 'connect 1'
    type_line 3 'fork 1'
    wait_for 1 count_children "$server"
}
unseen connect_and_fork
check_wait 'the connection, then the child' "$established
server N forks child N" seen_since

stop "$server"
wait_for 1 said "server $server is stopped"
continue_and_fork() {
    type_line 3 'fork 1'
    kill -CONT "$server"
    wait_for 2 count_children "$server"
}
unseen continue_and_fork
check_wait 'the server continues, then it forks' 'server N continues
server N forks child N' seen_since

# The client's end comes first, but not before the child has ended: its FIN is
# the second one.
end_child() {
    type_line 3 kill
    wait_for 1 count_zombies "$server"
    type_line 3 half
    wait_for 1 count_sockets "$port" server CLOSE_WAIT
}
unseen end_child
check_wait 'the end of a child, then its connection' \
'child N ends: it is a zombie
connection N: client FIN_WAITN, server CLOSE_WAIT' seen_since

reap() {
    type_line 3 reap
    wait_for 0 count_zombies "$server"
}
unseen reap
check_wait 'a zombie is reaped' 'child N is reaped' seen_since

# A child that is stopped, and then killed, does not continue.
type_line 3 'fork 1'
wait_for 3 said "server $server forks child [0-9]+"
child=$(sed -n 's/.* forks child //p' "$tmp/watch.out" | sed -n '$p')
stop "$child"
check_wait 'a child is stopped' 1 said "child $child is stopped"
kill_stopped() {
    type_line 3 kill
    wait_for Z state "$child"
    type_line 3 reap
    wait_for gone state "$child"
}
unseen kill_stopped
check_wait 'it is killed' 'child N ends
child N is reaped' seen_since

# The server is killed: its child is an orphan, its sockets close.
unseen kill_process "$server"
check_wait 'the end of the server, then what follows from it' \
'server N ends
no server
connection N: client TIME_WAIT, server CLOSED
child N is an orphan: its parent is now N' seen_since
kill_process "$watch"
kill_at_end "$(sed -n 's/.* forks child //p' "$tmp/watch.out" | sed 1q)"
hang_up 3

# A signal for one thread is pending, too; nothing else is said of it.
puppet 3 127.0.0.1
watch_found
unseen type_line 3 raise
check_wait 'SIGCHLD is pending for a thread that blocks it' \
'SIGCHLD is pending for server N
server N blocks SIGCHLD' seen_since

# Another process listens on the port now; the old one still lives.
type_line 3 close
wait_for '' sockets "$port"
old=$server
launch server-v1 ch05/server-v1 127.0.0.1 "$port"
server=$pid
check_wait 'another server' 1 said \
    "server $server is server-v1, listens on 127.0.0.1 port $port"
stop "$server"
check_wait 'it is watched' 1 said "server $server is stopped"
check 'what was said of the old one is not said of it' 0 \
    "$(said ".*SIGCHLD.* server $server|server $server .*SIGCHLD.*")"
kill_process "$watch"
kill_process "$old"
kill_process "$server"
hang_up 3

# Five children end while the server is stopped; then the handler reaps them,
# and prints a line for each.
while :; do
    launch watch ch05/watch/watch 0 ch05/server-v3
    watch=$pid
    wait_for 1 said 'server prints: listening on .*'
    server=$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/watch.out")
    port=$(sed -n 's/.* listens on .* port //p' "$tmp/watch.out")
    if one_socket; then break; fi
    kill_process "$watch"
done
kill_at_end "$server"
connect_five 3 client
stop "$server"
end_children 3
wait_for 5 said 'child .* is a zombie'
wait_for 5 said 'connection .*: client TIME_WAIT, server CLOSED'
wait_for 1 said 'SIGCHLD is pending .*'
continue_server() {
    kill -CONT "$server"
    wait_for 0 count_zombies "$server"
}
unseen continue_server
check_wait 'it continues, the signal is delivered, the handler reaps, prints' \
'server N continues
SIGCHLD is not pending any more for server N
child N is reaped
server prints: child N terminated' seen_since

# What the server prints before it ends is said before its end.
kill_process "$watch"
wait_for no alive "$server"
mkfifo "$tmp/commands"
exec 4<>"$tmp/commands"
launch watch ch05/watch/watch 0 \
    "tests/watch/puppet %a %p <'$tmp/commands' 4>&-"
watch=$pid
wait_for 1 said 'server prints: listening on .*'
server=$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/watch.out")
kill_at_end "$server"
end_server() {
    printf '%s\n' 'say farewell' 'end 3' >&4
    wait_for Z state "$server"
}
unseen end_server
check_wait 'the last words, then the end' 'server prints: farewell
the server has exited with status N
server N ends
no server' seen_since
check 'the exit status' 1 "$(said 'the server has exited with status 3')"
finish_tests
