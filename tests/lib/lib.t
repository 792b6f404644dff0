#!/bin/sh
# test: the functions of lib/ keep their contracts
#
# The C programs tests/lib/*.c print lines "TEXT|WANT|GOT".

. "$(dirname "$0")/../sh/lib.sh"

for source in tests/lib/*.c; do
    part=$(basename "$source" .c)
    try="make tests/lib/$part && tests/lib/$part"
    launch "$part" "tests/lib/$part"
    wait_end "$pid"
    while IFS='|' read -r text want got; do
        check "$text" "$want" "$got"
    done <"$tmp/$part.out"
    check "lib-$part: exit status" 0 "$status"
    check "lib-$part: no error message" '' "$(cat "$tmp/$part.err")"
    try=''
done
finish_tests
