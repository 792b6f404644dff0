#!/bin/sh
# lab: one TIME_WAIT prevents the restart of a server for a minute
# class: 4 minutes
# title: a restart on the same port
# unp: 2.7, 7.5
# keep: A server sets SO_REUSEADDR before bind; otherwise a TIME_WAIT can
#   prevent its restart for a minute.
#
# When a child is killed, the server's side closes the connection first, so the
# TIME_WAIT is on the server's port. Then the test kills the parent and starts a
# new server on the port. The old and the new server are each tried with and
# without SO_REUSEADDR.

. "$(dirname "$0")/../sh/lib.sh"

# leave_time_wait NAME PROGRAM: start and end a server that leaves a TIME_WAIT
# on its port
leave_time_wait() {
    start_server "$1" "$2" 127.0.0.1 0
    connect_client 3 "$1-client" ch05/client-v1
    kill -KILL "$(children "$server")"
    check_wait "$1: the killed child's side sends the first FIN: FIN_WAIT2" 1 \
        count_sockets "$port" server FIN_WAIT2
    hang_up 3
    wait_end "$client"
    check_wait "$1: after the client's FIN that side is in TIME_WAIT" 1 \
        count_sockets "$port" server TIME_WAIT
    kill_process "$server"
    check "$1: no socket in LISTEN, one in TIME_WAIT" '0 1' \
        "$(count_sockets "$port" server LISTEN
        ) $(count_sockets "$port" server TIME_WAIT)"
}

# attempt OLD NEW PROGRAM WANT: start NEW on OLD's port
attempt() {
    start_again "$1-$2" "$3"
    check "we start $2 on the port of $1" "$4" "$first_line"
    tell "$(printf '    %-13s %-13s %s' "$1" "$2" "$first_line")"
    case $first_line in
    listening*)
        kill_process "$pid" ;;
    *)
        wait_end "$pid"
        check "$2 ends with exit status 1" 1 "$status" ;;
    esac
}

in_use="bind: $(reason EADDRINUSE)"

in_class tell 'no-reuseaddr serves a client. We kill the child, the client' \
    'closes, and we kill the server. No process is left.' ''
ask 'We start no-reuseaddr again on the same port. What does it do?' \
    "The server's side closed first. What remains of the connection?" \
    'it listens|no process has the port' "$in_use|a TIME_WAIT has the port" \
    'it waits|until the TIME_WAIT ends'
heading 'We kill a child, its client ends, we kill the server. This is left:'
leave_time_wait no-reuseaddr ch05/fail/no-reuseaddr
show_sockets "$port"
tell '' 'We start a new server on the port, first after no-reuseaddr, then' \
    'after server-v3:' \
    '    old server    new server    what the new server prints'
attempt no-reuseaddr no-reuseaddr ch05/fail/no-reuseaddr \
    "no-reuseaddr: $in_use"
does=${first_line#*: }
case $does in listening*) does='it listens' ;; esac
if have proc 'we start server-v3 on the port of no-reuseaddr'; then
    attempt no-reuseaddr server-v3 ch05/server-v3 "server-v3: $in_use"
fi
answer "$does" \
    'The TIME_WAIT keeps the port, although no process is left. bind fails with
    EADDRINUSE for a minute. Every server should set SO_REUSEADDR before it
    calls bind.' \
    'ch05/fail/leaks.md'
leave_time_wait server-v3 ch05/server-v3
attempt server-v3 no-reuseaddr ch05/fail/no-reuseaddr "no-reuseaddr: $in_use"
attempt server-v3 server-v3 ch05/server-v3 "listening on 127.0.0.1 port $port"
check 'the old TIME_WAIT still exists' 1 \
    "$(count_sockets "$port" server TIME_WAIT)"
good 'The old and the new server must both set SO_REUSEADDR. Therefore every'
good 'server should set it before bind.'
finish_tests
