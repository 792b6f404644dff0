#!/bin/sh
# test: the bench fills its table, notices a wrong echo, leaves no process
# last
#
# No check here depends on how fast a server is.

. "$(dirname "$0")/../sh/lib.sh"
WAIT=30                         # a quick bench on a busy machine

# cells TITLE: prints a word for each cell of that row: "n" for a number above
# 0, otherwise the cell itself. The last is a ratio: it may be rounded to 0.
cells() {
    sed -n "s|^$1  *\([-0-9. ]*\)\$|\1|p" "$tmp/table.out" | awk '{
        for (i = 1; i <= NF; i++)
            printf "%s%s", (i > 1) ? " " : "",
                ($i > 0 || (i == NF && $i ~ /^[0-9.]+$/)) ? "n" : $i
    }'
}

# rows CELLS CELLS-OF-MEMORY: check each row of the table in $tmp/table.out
rows() {
    for title in 'connections/s' 'round trips/s, 64 bytes' \
        '  half of them within, us' '  99 of 100 within, us' \
        'bulk echo, MiB/s' 'opening a burst, ms' 'closing it, ms'; do
        check "$which: $title" "$1" "$(cells "$title")"
    done
    check "$which: memory" "$2" "$(cells 'memory per connection, KiB')"
    for title in 'readline, lines/s' 'reaping one of many, us'; do
        check "$which: $title" 'n n n' "$(cells "$title")"
    done
}

# quick [ADDRESS PORT]: run the bench with little work; its exit status is in
# $status
quick() {
    launch table env QUICK=1 tests/bench/bench "$@"
    wait_end "$pid"
}

which='v1, v2, v3'
quick
check "$which: exit status" 0 "$status"
memory='n n n n n'
[ -r /proc/self/smaps_rollup ] || memory='- - - - -'
rows 'n n n n n' "$memory"

which='a server that is already running'
start_server none tests/bad/fork 127.0.0.1 0
quick 127.0.0.1 "$port"
check "$which: exit status" 0 "$status"
memory='- n -'
[ -r /proc/self/smaps_rollup ] || memory='- - -'
rows 'n n n' "$memory"

for flaw in byte lose add; do
    FLAW=$flaw
    export FLAW
    start_server "$flaw" tests/bad/fork 127.0.0.1 0
    quick 127.0.0.1 "$port"
    check "a server with the flaw '$flaw': exit status" 1 "$status"
    check "a server with the flaw '$flaw': the bulk test notices it" 1 \
        "$(grep -c '^bench: bulk: ' "$tmp/table.err")"
done

# With GROW=1 there are four tables, here of two sizes, and plot.sh draws one.
launch grown env QUICK=1 GROW=1 tests/bench/bench
wait_end "$pid"
check 'GROW=1: exit status' 0 "$status"
check 'GROW=1: tables' 4 "$(grep -cE '^(clients|zombies) ' "$tmp/grown.out")"
check 'GROW=1: rows of each size' '4 4' "$(grep -c '^       1 ' \
    "$tmp/grown.out") $(grep -c '^      10 ' "$tmp/grown.out")"
check 'GROW=1: speeds and times are numbers above 0' 18 "$(awk '
    /memory/ { skip = 1 }
    /zombies/ { skip = 0 }
    $1 ~ /^(1|10)$/ && !skip { for (i = 2; i <= 4; i++) n += $i > 0 }
    END { print n }' "$tmp/grown.out")"
if have log 'plot.sh'; then
    sh tests/bench/plot.sh 'clients that stay: round trip, us' \
        <"$tmp/grown.out" >"$tmp/plot.svg"
    check 'plot.sh: a line for each server, with a point for each size' 3 \
        "$(grep -c 'points="70[.]0,[0-9.]* 520[.]0,[0-9.]* "' "$tmp/plot.svg")"
fi
sh tests/bench/plot.sh 'no such table' <"$tmp/grown.out" \
    >"$tmp/plot.svg" 2>"$tmp/plot.err"
check 'plot.sh: no such table' '1 plot.sh: no table "no such table"' \
    "$? $(cat "$tmp/plot.err")"

# bad ARGUMENT...: the bench prints its usage line and exits with 2
bad() {
    launch usage tests/bench/bench "$@"
    wait_end "$pid"
    check "bench $*: exit status" 2 "$status"
    check "bench $*: usage line" 1 \
        "$(grep -c '^usage: bench ' "$tmp/usage.err")"
}
bad localhost
bad 127.0.0.1 0
bad 127.0.0.1 9877 more
bad 192.0.2.1               # not this machine: a bench floods what it measures

# A bench that is interrupted ends the server that it has started. We stop the
# bench while we look, otherwise it may go on to its next server.
for signal in INT TERM; do
    launch interrupted tests/bench/bench
    bench=$pid server=
    for _ in 1 2 3 4 5 6 7 8 9; do
        nap 0.02
        stop "$bench"
        server=$(children "$bench" | head -n 1)
        [ -z "$server" ] || break
        kill -CONT "$bench"
    done
    check_wait "SIG$signal: a server runs" S state "$server"
    kill -"$signal" "$bench"
    kill -CONT "$bench"
    wait_end "$bench"
    check "SIG$signal: the signal ends the bench" "$signal" \
        "$(kill -l "$status" 2>/dev/null)"
    check_wait "SIG$signal: its server is gone" gone state "$server"
done
finish_tests
