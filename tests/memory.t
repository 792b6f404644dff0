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
if grep -q ld-musl ch05/server-v1; then
    skip 'all programs under valgrind' "valgrind takes musl's free for an error"
    finish_tests
fi
valgrind ch05/server-v1 usage >/dev/null 2>&1
if [ $? -ne 2 ]; then
    skip 'all programs under valgrind' 'it cannot read these; try -gdwarf-4'
    finish_tests
fi
WAIT=30                         # valgrind starts slowly

# inspect PROGRAM ARGUMENT...: launch ch05/PROGRAM under valgrind
inspect() {
    program=$1
    shift
    launch "${program##*/}" valgrind --leak-check=full --track-fds=yes \
        "--log-file=$tmp/valgrind.%p" "ch05/$program" "$@"
}

# judge WHO LOG OPEN: what valgrind said; OPEN descriptors of its own are left
judge() {
    try="valgrind --leak-check=full --track-fds=yes ch05/$1"
    wait_for 1 count_lines "$2" 'ERROR SUMMARY'
    check "$1: errors" 0 \
        "$(sed -n 's/.*ERROR SUMMARY: \([0-9]*\) .*/\1/p' "$2")"
    [ "$3" = any ] ||
        check "$1: descriptors that it opened and left open" "$3" "$(awk '
            /at 0x/ && opened { n++ }   # inherited ones have no such line
            { opened = / Open / }
            END { print n + 0 }' "$2")"
}

# clients CLIENT...: each talks to the server at $port
clients() {
    for client in "$@"; do
        input=$tmp/input
        inspect "$client" 127.0.0.1 "$port"
        finish "$pid"
        judge "$client" "$tmp/valgrind.$pid" 0
    done
}

printf '1 2\nno newline' >"$tmp/input"

# All that can run by themselves start together.
servers=
for source in ch05/*.c ch05/data/*.c ch05/fail/*.c; do
    program=${source#ch05/}
    program=${program%.c}
    if ! grep -q 'peer_addr(' "$source"; then
        inspect "$program" 127.0.0.1 0
        servers="$servers $program:$pid"
    fi
done
warmups=
for source in ch05/proc/*.c; do
    program=${source#ch05/}
    inspect "${program%.c}" 0.1
    warmups="$warmups ${program%.c}:$pid"
done
start_server 3
plain_server=$pid
stay=
for client in fail/keepalive-client fail/never-reads; do
    input=$tmp/input
    inspect "$client" 127.0.0.1 "$port"
    stay="$stay $client:$pid"
done

for server in $servers; do
    program=${server%:*} server=${server##*:}
    name=${program##*/}
    wait_for 1 count_lines "$tmp/$name.out" '^listening'
    port=$(sed -n 's/^listening on .* port //p' "$tmp/$name.out")
    listens=1 kids=0
    case $program in
        server-v*)
            clients client-v1 client-v2 fail/poll-client fail/sigpipe-client \
                fail/rst-client fail/eintr-connect
            kids=10 ;;
        data/upper-server)
            clients client-v1 data/half-close-client fail/epipe-client
            kids=3 ;;
        data/sum-*)
            clients "${program%server}client"
            kids=1 ;;
        fail/*)                 # descriptors that are left may be their point
            input=$tmp/input
            launch echo ch05/client-v1 127.0.0.1 "$port"
            [ "$name" = small-backlog ] || finish "$pid"
            listens=any ;;
    esac
    wait_for 0 count_children "$server"
    kill -TERM "$server" 2>/dev/null
    wait_for no alive "$server"
    judge "$program" "$tmp/valgrind.$server" "$listens"
    children=0
    for log in "$tmp"/valgrind.*; do
        grep -q "Parent PID: $server\$" "$log" || continue
        if [ "$listens" = any ]; then
            judge "$program's child" "$log" any
        else
            judge "$program's child" "$log" 0
            children=$((children + 1))
        fi
    done
    check "$program: children looked at" "$kids" "$children"
done
for program in $warmups; do
    pid=${program##*:}
    finish "$pid"
    judge "${program%:*}" "$tmp/valgrind.$pid" 0
done

# These two end when their server's children do.
wait_for 1 count_lines "$tmp/keepalive-client.out" '^no newline$'
wait_for 2 count_children "$plain_server"
# shellcheck disable=SC2046  # a word for each child
kill -KILL $(children "$plain_server")
for client in $stay; do
    pid=${client##*:}
    finish "$pid"
    judge "${client%:*}" "$tmp/valgrind.$pid" any
done
finish_tests
