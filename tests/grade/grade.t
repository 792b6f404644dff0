#!/bin/sh
# test: make grade: each program fails the lessons that it must fail, no others

. "$(dirname "$0")/../sh/lib.sh"

# grade PROGRAM FAIL...: the program fails these lessons and passes the others
grade() {
    program=$1
    shift
    try="make grade SERVER='$program'"
    TAP=1 SERVER=$program sh tests/grade/grade.sh >"$tmp/grade.out" \
        2>"$tmp/grade.err"
    check "${program##*/}: the lessons that it fails" "$*" \
        "$(sed -n 's/^not ok [0-9]* - \([^:]*\):.*/\1/p' "$tmp/grade.out" |
            paste -s -d ' ' -)"
}

grade ch05/server-v1 zombie zombies
grade ch05/server-v2 zombies
grade ch05/server-v3
finish_tests
