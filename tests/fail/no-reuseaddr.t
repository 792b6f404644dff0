#!/bin/sh
# lab: no restart for a minute, because of one TIME_WAIT
#
# A child that is killed has its connection closed from the server's side: that
# end keeps TIME_WAIT, on the server's port. Then the parent is killed, and a
# server is started on the port: old and new, with and without SO_REUSEADDR.

. "$(dirname "$0")/../sh/lib.sh"

# leave_time_wait NAME PROGRAM: a server ends, but not its port's TIME_WAIT
leave_time_wait() {
    start_server "$1" "$2" 127.0.0.1 0
    connect_client 3 "$1-client" ch05/client-v1
    kill -KILL "$(children "$server")"
    check_wait "$1: child killed, our FIN first: FIN_WAIT2" 1 \
        count_sockets "$port" server FIN_WAIT2
    hang_up 3
    wait_end "$client"
    check_wait "$1: then the client's: TIME_WAIT, server side" 1 \
        count_sockets "$port" server TIME_WAIT
    kill_process "$server"
    check "$1: the server is gone, TIME_WAIT is not" '0 1' \
        "$(count_sockets "$port" server LISTEN
        ) $(count_sockets "$port" server TIME_WAIT)"
}

# attempt OLD NEW PROGRAM WANT: start NEW on OLD's port
attempt() {
    start_again "$1-$2" "$3"
    check "after $1, $2 on the port" "$4" "$first_line"
    tell "$(printf '    %-13s %-13s %s' "$1" "$2" "$first_line")"
    case $first_line in
    listening*)
        kill_process "$pid" ;;
    *)
        wait_end "$pid"
        check "$2 then ends with status 1" 1 "$status" ;;
    esac
}

in_use="bind: $(reason EADDRINUSE)"

heading 'A child is killed, its client leaves, the server is killed. Left:'
leave_time_wait no-reuseaddr ch05/fail/no-reuseaddr
show_sockets "$port"
tell '' "Servers started on that port now, and on server-v3's after the same:" \
    '    old           new           says'
attempt no-reuseaddr no-reuseaddr ch05/fail/no-reuseaddr \
    "no-reuseaddr: $in_use"
if [ "$PROBE" = proc ]; then
    attempt no-reuseaddr server-v3 ch05/server-v3 "server-v3: $in_use"
else
    skip 'after no-reuseaddr, server-v3 on the port' 'systems differ in this'
fi
leave_time_wait server-v3 ch05/server-v3
attempt server-v3 no-reuseaddr ch05/fail/no-reuseaddr "no-reuseaddr: $in_use"
attempt server-v3 server-v3 ch05/server-v3 "listening on 127.0.0.1 port $port"
check 'and the old TIME_WAIT is still there' 1 \
    "$(count_sockets "$port" server TIME_WAIT)"
good 'Old and new must set SO_REUSEADDR, so: every server, before every bind.'
finish_tests
