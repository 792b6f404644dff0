#!/bin/sh
# test: a server of fail and data has no fault but the one that it is named for
#
# For each of them: which sockets do the parent and a child have, does the
# connection end when the client leaves, and is the child reaped?

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the sockets of each server'

# left_over: prints the state of the server's side, if it is still there, and
# how many zombies there are
left_over() {
    echo "$(one_end "$port" server "$mine" | cut -d ' ' -f 1)" \
        "$(count_zombies "$server")"
}

# serves PROGRAM PARENT CHILD [LEFT]: after accept, the parent and the child
# have so many sockets; after the client has left, left_over prints LEFT. If
# $more is not empty, a child that is stopped does not keep the parent from
# serving another client: its handler does not wait for that child.
serves() {
    name=${1##*/}
    start_server "$name" "ch05/$1" 127.0.0.1 0
    hold 3 client ch05/client-v1 127.0.0.1 "$port"
    client=$pid
    wait_for 1 count_children "$server"
    child=$(children "$server")
    mine=$(client_port "$port")
    check_wait "$name: sockets of the parent, after it has forked" "$2" \
        sockets_of "$server"
    check_wait "$name: sockets of its child" "$3" sockets_of "$child"
    if [ -n "$more" ]; then
        stop "$child"
        hold 4 other ch05/client-v1 127.0.0.1 "$port"
        check_wait "$name: a child is stopped, the next client is served" 2 \
            count_children "$server"
        kill -CONT "$child"
        hang_up 4
        wait_for 1 count_children "$server"
    fi
    hang_up 3
    wait_end "$client"
    check_wait "$name: the child has ended, and its connection too" \
        "${4:- 0}" left_over
    case $1 in
        data/*) check "$name: how its child has ended" 1 "$(count_lines \
            "$tmp/$name.out" "^child $child terminated, exit status 0\$")" ;;
    esac
    kill_process "$server"
}

for name in fail/listen-leak fail/fd-leak fail/libc-signal fail/bsd-signal \
    fail/no-reuseaddr fail/printf-handler fail/sysv-signal fail/waitpid-once \
    fail/torn-line fail/whole-line fail/eintr-continue data/sum-raw-server \
    data/sum-portable-server data/sum-text-server data/upper-server; do
    case $name in
        # The first SIGCHLD resets the handler, or one client is served at a
        # time.
        *c-signal | *d-signal | *v-signal | *-line) more='' ;;
        *) more=yes ;;
    esac
    case $name in
        *listen-leak) serves $name 1 2 ;;
        *fd-leak) serves $name 2 1 'CLOSE_WAIT 0' ;;
        *) serves $name 1 1 ;;
    esac
done
finish_tests
