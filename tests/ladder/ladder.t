#!/bin/sh
# test: each step changes only a few lines, and each file fits a projector

. "$(dirname "$0")/../sh/lib.sh"

# changed_lines FILE FILE: prints how many lines differ. The diff of busybox
# always prints what others print with -u: a header of two lines, then - and +.
changed_lines() {
    diff -U 0 "$1" "$2" | sed 1,2d | grep -c '^[-+]'
}

# step OLD NEW CAP: at most CAP lines are in only one of the two files
step() {
    try="diff ch05/$1.c ch05/$2.c"
    changed=$(changed_lines "ch05/$1.c" "ch05/$2.c")
    check_range "$1 to $2: changed lines" 1 "$3" "$changed"
}

step server-v1 server-v2 20
step server-v2 server-v3 30
step client-v1 client-v2 20

# A failure program is a program of the ladder with one change.
# fault PROGRAM FILE CAP: below the header comment, at most CAP lines differ
fault() {
    try="diff ch05/$1.c ch05/fail/$2"
    sed '1,/^ \*\//d' "ch05/$1.c" >"$tmp/right"
    sed '1,/^ \*\//d' "ch05/fail/$2" >"$tmp/wrong"
    changed=$(changed_lines "$tmp/right" "$tmp/wrong")
    check_range "$1 to fail/$2: changed lines" 1 "$3" "$changed"
}
fault server-v1 iterative.c 14
fault server-v2 eintr-accept.c 4
fault server-v3 eintr-continue.c 4
fault fail/eintr-continue eintr-falls-through.c 40
fault server-v3 waitpid-once.c 4
fault server-v3 fd-leak.c 4
fault server-v3 listen-leak.c 4
fault server-v3 no-reuseaddr.c 6
fault server-v3 printf-handler.c 6
fault server-v3 libc-signal.c 6

# long CAP FILE...: prints the files that have more than CAP lines
long() {
    cap=$1
    shift
    for file in "$@"; do
        [ -f "$file" ] || continue
        lines=$(wc -l <"$file")
        [ "$lines" -le "$cap" ] || echo "$file: $((lines))"
    done
}

# diff puts two characters in front of each line.
try="diff ch05/server-v2.c ch05/server-v3.c"
check 'ladder lines too long for a diff on 80 columns' '' \
    "$(grep -nE '^.{79}' ch05/*.c)"
try='wc -l FILE'
check 'ladder files of more than 60 lines' '' "$(long 60 ch05/*.c)"
# A file of a tool is one thing with a name, and may be longer; so is a test of
# lib/.
tools='ch05/wire/|ch05/watch/|ch05/yours/|tests/'
# shellcheck disable=SC2046  # no file name here has a space
check 'programs of more than 90 lines, and functions of lib/' '' \
    "$(long 90 $(grep -l '"unp.h"' lib/*.c) $(echo ch05/*/*.[ch] |
        tr ' ' '\n' | grep -vE "$tools"))"
check 'files of tools with more than 400 lines' '' \
    "$(long 400 lib/*.[ch] ch05/*/*.[ch] tests/*/*.[ch])"
check 'unp.h of more than 120 lines' '' "$(long 120 unp.h)"
check 'Makefile of more than 95 lines' '' "$(long 95 Makefile)"
try='ls ch05/*.c'
check 'the ladder is five programs' \
    'client-v1.c client-v2.c server-v1.c server-v2.c server-v3.c ' \
    "$(cd ch05 && echo *.c | sed 's/$/ /')"

c_files=$(echo lib/*.c ch05/*.c ch05/*/*.c tests/*/*.c |
    tr ' ' '\n' | grep -v '\*')
try='split the function: move a part of it to a function of its own'
# shellcheck disable=SC2086  # no file name here has a space
check 'functions of more than 40 lines' '' "$(awk '
    /^{/ { start = FNR }
    /^}/ && start && FNR - start > 40 { print FILENAME ": line " start }
    /^}/ { start = 0 }' $c_files)"
finish_tests
