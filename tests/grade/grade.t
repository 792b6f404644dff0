#!/bin/sh
# test: make grade: each program fails the lessons that it must fail, no others
# slow
#
# The table below is the grader's own exam. GRADE=all tries every program with
# every lesson; otherwise each is tried with those that it must fail, and two
# that it must pass.

. "$(dirname "$0")/../sh/lib.sh"

if ! [ -r "/proc/$$/task/$$/children" ]; then
    skip 'the table' 'the grader looks into the /proc of Linux'
    finish_tests
fi

# PROGRAM, or FLAW of a program in tests/bad | the lessons that it must fail
table='
ch05/server-v1          | zombie zombies fifty no-descriptors no-processes
ch05/server-v2          | zombies fifty stopped-child no-descriptors +
    no-processes
ch05/server-v3          |
ch05/fail/eintr-continue |
ch05/fail/fd-leak       | fin descriptors
ch05/fail/listen-leak   | listening
ch05/fail/sysv-signal   | zombie
ch05/fail/waitpid-once  | zombies fifty
ch05/fail/printf-handler | printed-twice
ch05/fail/no-reuseaddr  | restart
ch05/fail/iterative     | five-clients one-leaves
ch05/fail/eintr-falls-through | descriptors eintr no-descriptors
ch05/fail/eintr-accept  | descriptors zombie zombies fifty stopped-child +
    eintr reset-accept reset-echo sigpipe no-descriptors no-processes +
    printed-twice
fork byte               | echo
fork nul                | echo
fork first              | pieces
fork fin                | half-close
fork leak               | descriptors
fork ten                | fifty
fork wait-all           | stopped-child
fork peer               | reset-accept
fork term               | sigterm
fork quiet              | port-taken
fork emfile             | no-descriptors
fork spin               | no-descriptors
fork eagain             | no-processes
poll none               |
poll blocking           | five-clients
poll all                | one-leaves
poll late               | fin
poll reset              | reset-echo
poll sigpipe            | sigpipe
threads                 | no-descriptors
rude hang               | echo zombies
rude deny               | echo zombies
rude flood              | echo zombies port-taken
rude forks              | echo zombies port-taken
rude ends               | echo zombies port-taken
rude crash              | echo zombies port-taken
rude deaf               | echo zombies port-taken
rude elsewhere          | echo zombies port-taken'
all=$(cd tests/grade && echo server-*.sh | sed 's/server-[0-9]*-//g; s/\.sh//g')
python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null)

# in_order LESSON...: prints them in the order of the lessons
in_order() {
    for one in $all; do
        case " $* " in *" $one "*) printf '%s ' "$one" ;; esac
    done
}

# command_of PROGRAM: what SERVER is for a row of the table
command_of() {
    case $1 in
        */*) echo "$1" ;;
        threads) echo "$python tests/bad/threads.py %p" ;;
        *) echo "env FLAW=${1#* } tests/bad/${1% *}" ;;
    esac
}

# grade PROGRAM FAILED: run the grader; its TAP is in $tmp/PROGRAM.tap
grade() {
    # shellcheck disable=SC2086  # a word for each lesson
    case "$1 ${GRADE:-}" in
        rude*) lessons='echo zombies port-taken' ;;
        *' all') lessons= ;;
        *) lessons=$(in_order echo $2) ;;
    esac
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    LESSON=$lessons TAP=1 SERVER=$(command_of "$1") JOBS=3 PORT='' V='' \
        ${TEST_SH:-sh} tests/grade/grade.sh </dev/null >"$tmp/${1##*/}.tap" 2>&1
}

# check_row PROGRAM FAILED: check which lessons it has failed. A lesson that the
# machine cannot try, such as root without another user, is none of them.
check_row() {
    tap=$tmp/${1##*/}.tap want=
    for one in $2; do
        grep -q "^ok [0-9]* - $one: .*SKIP \(root\|user\|the limit\|no TIME\)" \
            "$tap" || want="$want $one"
    done
    try="make grade SERVER='$(command_of "$1")'"
    check "$1: the lessons that it fails" "${want# }" \
        "$(sed -n 's/^not ok [0-9]* - \([^:]*\):.*/\1/p' "$tap" |
            paste -s -d ' ' -)" || sed 's/^/# /' "$tap"
    check "$1: each lesson has a verdict" 1 \
        "$(grep -c '^[0-9]* passed, [0-9]* failed, [0-9]* skipped$' "$tap")"
}

# rows WHAT FIRST STEP: do that for some rows of the table
rows() {
    what=$1
    echo "$table" | sed ':a
        s/^ *//
        /+$/{
            N
            s/+\n *//
            ba
        }
        /^$/d' |
        awk -v first="$2" -v step="$3" 'NR % step == first % step' \
            >"$tmp/rows.$2"
    while IFS='|' read -r program failed <&6; do
        program=${program% } failed=${failed# }
        while [ "$program" != "${program% }" ]; do
            program=${program% }
        done
        if [ "$program" != threads ] || [ -n "$python" ]; then
            $what "$program" "$failed"
        fi
    done 6<"$tmp/rows.$2"
}

for first in 1 2 3; do
    rows grade $first 3 &
    started="$started $!"
done
for worker in $started; do
    wait "$worker"
done
rows check_row 1 1
[ -n "$python" ] || skip 'a server with threads' 'python3 is not installed'
finish_tests
