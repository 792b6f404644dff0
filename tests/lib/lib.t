#!/bin/sh
# test: the functions of lib/ and the helpers of the tools keep their contracts
#
# The C programs tests/lib/*.c print lines "TEXT|WANT|GOT". So do those in
# tests/data, tests/proc and tests/wire, which test the helpers there, and
# tests/watch/unit-*.c.

. "$(dirname "$0")/../sh/lib.sh"

for source in tests/lib/*.c tests/data/*.c tests/proc/*.c tests/wire/*.c \
    tests/watch/unit-*.c; do
    program=${source%.c}
    part=$(echo "${program#tests/}" | tr / -)
    try="make $program && $program"
    launch "$part" "$program"
    wait_end "$pid"
    while IFS='|' read -r text want got; do
        check "$text" "$want" "$got"
    done <"$tmp/$part.out"
    check "$part: exit status" 0 "$status"
    check "$part: no error message" '' "$(cat "$tmp/$part.err")"
    try=''
done
finish_tests
