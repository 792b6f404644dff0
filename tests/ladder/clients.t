#!/bin/sh
# test: with one client v2 is as good as v3; v3 reaps 200 children of 200
# last

. "$(dirname "$0")/../sh/lib.sh"

for n in 1 2 3; do
    start_version $n
    connect_client 3 client ch05/client-v1
    wait_for S state "$server"
    hang_up 3
    wait_for 0 count_children "$server"
    connect_client 4 new ch05/client-v1
    zombies=0
    [ $n -ne 1 ] || zombies=1
    check "server-v$n: zombies after one client" $zombies \
        "$(count_zombies "$server")"
    check "server-v$n: children reaped after one client" $((1 - zombies)) \
        "$(count_reaped "server-v$n")"
    end_conversation 4
done

start_version 3
connect_client 3 client ch05/client-v2
for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 \
    21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40; do
    also 3 "client-$i" ch05/client-v2 127.0.0.1 "$port"
done
check_wait 'server-v3: 200 connections, 200 children' 200 \
    count_children "$server"
hang_up 3
check_wait 'server-v3: the clients have hung up, no child lives' 0 \
    count_children "$server"
connect_client 4 new ch05/client-v1
check 'server-v3: no zombie after 200 clients' 0 "$(count_zombies "$server")"
check 'server-v3: 200 children reaped, one line for each' 200 \
    "$(sort -u "$tmp/server-v3.out" | grep -c '^child [0-9]* terminated$')"
check 'server-v3: no other line, except the readiness line' 201 \
    "$(wc -l <"$tmp/server-v3.out" | tr -d ' ')"
end_conversation 4
finish_tests
