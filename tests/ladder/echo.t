#!/bin/sh
# test: each server sends back to each client exactly what the client sent
# last

. "$(dirname "$0")/../sh/lib.sh"

data=$tmp/data
mkdir "$data"
printf 'one\ntwo\n\nthree\n' >"$data/lines"
printf 'a\0b\n\0\0\n\377\r\n\0' >"$data/nul-bytes"
printf 'first\nno newline at the end' >"$data/no-newline"
: >"$data/empty"
dd if=/dev/zero bs=65536 count=16 2>/dev/null | tr '\0' x >"$data/1-MiB-line"
dd if=/dev/urandom bs=65536 count=16 of="$data/1-MiB-random" 2>/dev/null
check 'the test data has 15 + 11 + 27 bytes and twice 1 MiB' 2097205 \
    "$(cat "$data"/* | wc -c | tr -d ' ')"

# same N CLIENT FILE: what server-vN sends back to CLIENT is the input FILE
same() {
    try="ch05/$2 127.0.0.1 PORT <in >out; cmp in out"
    input=$data/$3
    launch "$2" "ch05/$2" 127.0.0.1 "$port"
    wait_end "$pid"
    check "server-v$1, $2, $3: exit status" 0 "$status"
    check_same "server-v$1, $2, $3: what was sent comes back" \
        "$data/$3" "$tmp/$2.out"
    try=''
}

# turns: two clients at once take turns; each sends one line at a time
turns() {
    hold 3 left ch05/client-v1 127.0.0.1 "$port"
    hold 4 right ch05/client-v1 127.0.0.1 "$port"
    for i in 1 2 3; do
        type_line 3 "left $i"
        wait_for "$i" count_lines "$tmp/left.out" left
        type_line 4 "right $i"
        wait_for "$i" count_lines "$tmp/right.out" right
    done
    hang_up 3
    hang_up 4
    check "server-v$1: two clients at once, echoes of the left one" \
        'left 1 left 2 left 3 ' "$(tr '\n' ' ' <"$tmp/left.out")"
    check "server-v$1: two clients at once, echoes of the right one" \
        'right 1 right 2 right 3 ' "$(tr '\n' ' ' <"$tmp/right.out")"
}

# crowd: 50 clients in parallel; each sends other bytes than the others. The
# server is stopped until all of them are started, so none can end before.
crowd() {
    stop "$server"
    clients='' i=0
    while [ $((i += 1)) -le 50 ]; do
        [ -s "$tmp/crowd.$i" ] || awk -v i="$i" 'BEGIN {
            for (n = 0; n < i * 10; n++) print "client " i " line " n
        }' >"$tmp/crowd.$i"
        input=$tmp/crowd.$i
        launch "crowd-$i" ch05/client-v1 127.0.0.1 "$port"
        clients="$clients $pid"
    done
    kill -CONT "$server"
    good=0 i=0
    for client in $clients; do
        i=$((i + 1))
        wait_end "$client"
        [ "$status" = 0 ] && cmp -s "$tmp/crowd.$i" "$tmp/crowd-$i.out" &&
            good=$((good + 1))
    done
    check "server-v$1: each of 50 parallel clients receives what it sent" \
        50 "$good"
}

for n in 1 2 3; do
    start_version "$n"
    for client in client-v1 client-v2; do
        for file in lines nul-bytes no-newline empty 1-MiB-line 1-MiB-random; do
            same "$n" "$client" "$file"
        done
    done
    turns "$n"
    try='tests/tool/half-close 127.0.0.1 PORT <in >out; cmp in out'
    input=$data/1-MiB-random
    launch half tests/tool/half-close 127.0.0.1 "$port"
    wait_end "$pid"
    check "server-v$n: half-close after 1 MiB, exit status" 0 "$status"
    check_same "server-v$n: half-close after 1 MiB, every byte comes back" \
        "$data/1-MiB-random" "$tmp/half.out"
    try=''
    crowd "$n"
    check "server-v$n: no error message" '' "$(cat "$tmp/server-v$n.err")"
    kill_process "$server"
done
finish_tests
