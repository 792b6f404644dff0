#!/bin/sh
# test: each server closes the descriptors that it does not use; errno is kept
#
# tests/tool/watched.h puts functions that check into the place of accept,
# say_listening, str_echo and _exit, and raises SIGCHLD when errno is set.

. "$(dirname "$0")/../sh/lib.sh"

for name in watched-v1 watched-v2 watched-v3 watched-serve; do
    start_server "$name" "tests/tool/$name" 127.0.0.1 0
    connect_client 3 client ch05/client-v1
    hang_up 3
    check_wait "$name: the first child has ended" 0 count_children "$server"
    connect_client 4 barrier ch05/client-v1 'still there?'
    check "$name: no step is wrong" '' "$(cat "$tmp/$name.err")"
    # A child that ends with exit would write the parent's buffer.
    check "$name: it prints nothing but what it should" '' \
        "$(grep -v -e '^listening on 127\.0\.0\.1 port [0-9]*$' \
            -e '^child [1-9][0-9]* terminated$' \
            -e '^child [1-9][0-9]* terminated, exit status 0$' \
            "$tmp/$name.out")"
    end_conversation 4
done

# All clients can connect although the server is stopped: the backlog is long.
for name in server-v1 server-v2 server-v3 data/upper-server; do
    start_server server "ch05/$name" 127.0.0.1 0
    stop "$server"
    hold 3 client-1 ch05/client-v2 127.0.0.1 "$port"
    for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        also 3 "client-$i" ch05/client-v2 127.0.0.1 "$port"
    done
    check_wait "$name is stopped: a hundred connections nevertheless" 100 \
        count_sockets "$port" client ESTABLISHED
    kill_process "$server"
    hang_up 3
done

need proc 'which process has which socket'

# open_sockets PID: the states of the sockets of $port that this process has
open_sockets() {
    for fd in "/proc/$1/fd"/*; do
        readlink "$fd"
    done >"$tmp/links"
    sockets "$port" | while read -r side state _ _ _ inode; do
        [ "$side" != server ] || ! grep -qxF "socket:[$inode]" "$tmp/links" ||
            echo "$state"
    done | sort | tr '\n' ' '
}

# The programs themselves. fd-leak and listen-leak each forget one Close.
for name in server-v1 server-v2 server-v3 data/upper-server fail/bsd-signal \
    fail/eintr-accept fail/eintr-continue fail/fd-leak fail/libc-signal \
    fail/listen-leak fail/no-reuseaddr fail/printf-handler fail/sysv-signal; do
    parent='LISTEN ' kid='ESTABLISHED '
    [ $name != fail/fd-leak ] || parent='ESTABLISHED LISTEN '
    [ $name != fail/listen-leak ] || kid='ESTABLISHED LISTEN '
    start_server server "ch05/$name" 127.0.0.1 0
    connect_client 3 client ch05/client-v1 HELLO
    check_wait "$name: the child's sockets" "$kid" open_sockets "$child"
    check_wait "$name: the parent's sockets" "$parent" open_sockets "$server"
    end_conversation 3
done
finish_tests
