#!/bin/sh
# test: the bench fills its table, catches a wrong echo, leaves nothing
# slow
#
# How fast anything is, is not asserted: that is for people to read.

. "$(dirname "$0")/../sh/lib.sh"
WAIT=30                         # a quick bench on a busy machine

# cells TITLE: what the row has behind its title, a word each: "n" is a number
# above 0 (a ratio may be rounded to 0), otherwise the word itself
cells() {
    sed -n "s|^$1  *\([-0-9. ]*\)\$|\1|p" "$tmp/table.out" | awk '{
        for (i = 1; i <= NF; i++)
            printf "%s%s", (i > 1) ? " " : "",
                ($i > 0 || (i == NF && $i ~ /^[0-9.]+$/)) ? "n" : $i
    }'
}

# rows CELLS CELLS-OF-MEMORY: the rows of a table just measured
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

# quick [ADDRESS PORT]: the bench, with little work; exit status in $status
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

which='a server that runs'
start_server none tests/bench/bad-echo 127.0.0.1 0
quick 127.0.0.1 "$port"
check "$which: exit status" 0 "$status"
memory='- n -'
[ -r /proc/self/smaps_rollup ] || memory='- - -'
rows 'n n n' "$memory"

for flaw in flip lose add; do
    FLAW=$flaw
    export FLAW
    start_server "$flaw" tests/bench/bad-echo 127.0.0.1 0
    quick 127.0.0.1 "$port"
    check "a server that has to $flaw a byte: exit status" 1 "$status"
    check "a server that has to $flaw a byte: caught in bulk" 1 \
        "$(grep -c '^bench: bulk: ' "$tmp/table.err")"
done

# bad ARGUMENT...: usage
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
bad 192.0.2.1               # no address of this machine: a bench is a flood

# Interrupted while a server runs (the bench is stopped meanwhile, so that it
# stays the same one), the bench takes it with it.
for signal in INT TERM; do
    launch interrupted tests/bench/bench
    bench=$pid server=
    for _ in 1 2 3 4 5 6 7 8 9; do
        nap
        stop "$bench"
        server=$(children "$bench" | head -n 1)
        [ -z "$server" ] || break
        kill -CONT "$bench"
    done
    check_wait "SIG$signal: a server runs" S state "$server"
    kill -"$signal" "$bench"
    kill -CONT "$bench"
    wait_end "$bench"
    check "SIG$signal: the bench ends by it" "$signal" \
        "$(kill -l "$status" 2>/dev/null)"
    check_wait "SIG$signal: its server is gone" gone state "$server"
done
finish_tests
