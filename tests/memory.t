#!/bin/sh
# test memory: no error under valgrind, and no descriptor left open

. "${0%/*}/lib.sh"

if ! command -v valgrind >/dev/null; then
    skip 'all programs under valgrind' 'valgrind is missing'
    finish_tests
fi
if grep -q __asan_init ch05/server-v1; then
    skip 'all programs under valgrind' 'they are built with the sanitizers'
    finish_tests
fi
WAIT=30                         # valgrind starts slowly

# inspect NAME PROGRAM ARGUMENT...: launch it under valgrind
inspect() {
    name=$1
    shift
    launch "$name" valgrind --leak-check=full --track-fds=yes \
        "--log-file=$tmp/valgrind.%p" "$@"
}

# judge WHO LOG OPEN: what valgrind said; OPEN descriptors of its own are left
judge() {
    try="valgrind --leak-check=full --track-fds=yes ch05/$1"
    wait_for 1 count_lines "$2" 'ERROR SUMMARY'
    check "$1: errors" 0 \
        "$(sed -n 's/.*ERROR SUMMARY: \([0-9]*\) .*/\1/p' "$2")"
    check "$1: descriptors that it opened and left open" "$3" "$(awk '
        /at 0x/ && opened { n++ }       # inherited ones have no such line
        { opened = / Open / }
        END { print n + 0 }' "$2")"
}

servers=
for n in 1 2 3; do
    inspect "server-v$n" "ch05/server-v$n" 127.0.0.1 0
    servers="$servers $pid"
done
printf 'hello\nno newline' >"$tmp/hello"
n=0
for server in $servers; do
    n=$((n + 1))
    wait_for 1 count_lines "$tmp/server-v$n.out" '^listening'
    port=$(sed -n 's/^listening on .* port //p' "$tmp/server-v$n.out")
    for client in client-v1 client-v2; do
        input=$tmp/hello
        inspect "$client" "ch05/$client" 127.0.0.1 "$port"
        finish "$pid"
        check "$client: exit status" 0 "$status"
        judge "$client" "$tmp/valgrind.$pid" 0
    done
    wait_for 0 count_children "$server"
    kill -TERM "$server"
    wait_for_end "$server"
    judge "server-v$n" "$tmp/valgrind.$server" 1    # the listening socket
    children=0
    for log in "$tmp"/valgrind.*; do
        grep -q "Parent PID: $server\$" "$log" || continue
        judge "server-v$n's child" "$log" 0
        children=$((children + 1))
    done
    check "server-v$n: children looked at" 6 "$children"
done
finish_tests
