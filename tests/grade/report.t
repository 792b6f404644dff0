#!/bin/sh
# test: make grade: what it says, what it refuses, and that it leaves nothing
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/grade/try.sh

need /proc/thread-self/children 'the report'
WAIT=30                         # Ctrl-C ends a lesson in a few seconds

grade SERVER=ch05/server-v2 LESSON='zombies fin' HINT=1
check 'a lesson that has failed: what, why, a hint, and where to read' \
    'lesson         what was tried                                   yours
fin            the client'\''s FIN is answered with a FIN          ok
zombies        five children end while it is stopped            FAIL  4 left
               expected: no zombie
               seen:     4 zombies after 5 clients
               Signals merge: one SIGCHLD may stand for five deaths.
               One signal, many children: ask until there is none left.
               see: make class LAB=zombies             UNP 5.10
1 of 2 lessons' "$(cat "$tmp/report.out")"
check 'its exit status' 1 "$status"
grade SERVER=tests/bad/poll LESSON='zombie'
check 'a lesson that does not apply is skipped; alone, that is a failure' \
    'it starts no process for a client
nothing was judged: all lessons were skipped
0 of 1 lessons, 1 skipped
1' "$(sed -n 's/^  *//; 3,$p' "$tmp/report.out"; echo "$status")"
grade SERVER=tests/bad/poll LESSON='zombie fin'
check 'a skip beside a lesson that is ok is none' 0 "$status"
grade SERVER='env FLAW=sigpipe tests/bad/poll' TAP=1 \
    LESSON='fin zombie sigpipe'
check 'TAP: only a failure is explained, without a hint; the sum comes last' \
    "ok 1 - fin: the client's FIN is answered with a FIN
ok 2 - zombie: three clients in turn leave no zombie # SKIP it starts no \
process for a client
not ok 3 - sigpipe: a client leaves before its echo comes
# expected: a new client connects
# seen:     killed by signal 13 (SIGPIPE), \"listening on 127.0.0.1 port N\"
# A write after the RST raises SIGPIPE, and that ends a whole process.
# see: make class LAB=sigpipe             UNP 5.13
1..3
1 passed, 1 failed, 1 skipped" \
    "$(sed 's/port [0-9]*/port N/' "$tmp/report.out")"

# What V=1 prints can be typed: the answers are the same.
start_version 3
grade SERVER=ch05/server-v3 LESSON=fin V=1
sed -n 's/^    > //p' "$tmp/report.out" |
    tests/grade/peer 127.0.0.1 "$port" >"$tmp/typed"
check 'V=1: the commands of a lesson, and what they answer' \
    "$(sed -n '/^    > /{ n; s/^    //p; }' "$tmp/report.out")" \
    "$(cat "$tmp/typed")"
check 'V=1: there are some' 4 "$(wc -l <"$tmp/typed" | tr -d ' ')"
kill_process "$server"

port=$(tests/grade/look $$ free)
grade PORT="$port" SERVER="ch05/server-v3 127.0.0.1 $port" \
    LESSON='echo restart'
check 'with PORT it is run as it is' '2 of 2 lessons' \
    "$(tail -n 1 "$tmp/report.out")"
grade SERVER='ch05/server-v3 127.0.0.1 %p' LESSON=echo
check '%p is the port' '1 of 1 lessons' "$(tail -n 1 "$tmp/report.out")"

grade SERVER=./none
check 'no program' "2 grade: there is no program './none'" \
    "$status $(cat "$tmp/said")"
grade LESSON=none
check 'no lesson' "2 grade: no lesson 'none'. There are: echo pieces" \
    "$status $(cut -d ' ' -f 1-8 "$tmp/said")"
grade SERVER=ch05/server-v3 CLIENT=ch05/client-v1
check 'two programs' '2 grade: either SERVER or CLIENT' \
    "$status $(cat "$tmp/said")"
# Here `true` takes the place of the shell that runs a lesson.
grade SERVER=ch05/server-v3 LESSON=fin TEST_SH=true
check 'a lesson that ends without a verdict has failed' 'FAIL  no verdict
expected: a verdict
seen:     the lesson ended without one
0 of 1 lessons 1' "$(sed 's/^ *//; s/.*\(FAIL\)/\1/; 1d' "$tmp/report.out") \
$status"
for port in http 123456; do
    grade PORT=$port
    check "PORT=$port" "2 grade: PORT is not a port: '$port'" \
        "$status $(cat "$tmp/said")"
done
for seconds in soon 0 1000; do
    grade BOUND=$seconds
    check "BOUND=$seconds" \
        "2 grade: BOUND is no number of seconds: '$seconds'" \
        "$status $(cat "$tmp/said")"
done

# These are no faults: the next thing is refused.
for words in BOUND=1 BOUND=999 ECHO=same ECHO=upper ECHO=lower ECHO=rot1 \
    ECHO=rot9 ECHO=rot10 ECHO=rot19 ECHO=rot20 ECHO=rot25 STRICT=1; do
    grade SERVER=ch05/server-v3 "$words" LESSON=none
    check "$words" "2 grade: no lesson 'none'. There" \
        "$status $(cut -d ' ' -f 1-5 "$tmp/said")"
done
for words in ECHO=rot0 ECHO=rot30 ECHO=up; do
    grade SERVER=ch05/server-v3 "$words" LESSON=none
    check "$words" '2 grade: ECHO is not' \
        "$status $(cut -d ' ' -f 1-4 "$tmp/said")"
done
grade SERVER=ch05/server-v3 SOURCE=ch05/yours/server.c
check 'a program, and a source' \
    '2 grade: either SOURCE, or SERVER, or CLIENT' "$status $(cat "$tmp/said")"
echo 'no program' >"$tmp/mine"
chmod +x "$tmp/mine"
grade SERVER="$tmp/mine" JSON="$tmp"
check 'JSON is a folder' "2 grade: JSON: cannot write '$tmp'" \
    "$status $(cat "$tmp/said")"

check 'nothing is left' '' "$(left)"

# runs: prints how many servers of the grader run
runs() {
    marked "TMPDIR=$tmp/g" | while read -r one; do
        tr '\0' ' ' 2>/dev/null <"/proc/$one/cmdline"
        echo
    done | grep -c '^tests/bad/rude'
}

# start_hang: start a grader whose server hangs; its pid is in $pid
start_hang() {
    # shellcheck disable=SC2086
    launch killed env SERVER='env FLAW=hang tests/bad/rude' CLIENT= PORT= \
        BOUND=900 LESSON=echo JOBS=1 TMPDIR="$tmp/g" \
        ${TEST_SH:-sh} tests/grade/grade.sh
    wait_for 1 runs
}
start_hang
check 'the pipe of the verdicts has no name' lessons "$(ls "$tmp/g"/*)"
guards=$(children "$pid")
# shellcheck disable=SC2086  # a word for each pid
stop $guards
kill -TERM "$pid"
nap 0.1
check 'SIGTERM: it waits until its guards have ended' '' "$(alive "$pid" |
    grep no)"
# shellcheck disable=SC2086
kill -CONT $guards
wait_end "$pid"
check 'SIGTERM ends it, and nothing is left' '130 ' "$status $(left)"
# Its folder stays after SIGKILL, because nobody can remove it.
start_hang
kill_process "$pid"
check_wait 'SIGKILL ends it, and no process is left' '' \
    marked "TMPDIR=$tmp/g"
rm -rf "$tmp/g"/*

need terminal 'Ctrl-C'
printf 'wait echo\ntype ^C\n' >"$tmp/keys"
input=$tmp/keys
# shellcheck disable=SC2086
launch typed env SERVER=ch05/server-v3 CLIENT= PORT= BOUND=20 JOBS=1 \
    TMPDIR="$tmp/g" tests/tool/terminal ${TEST_SH:-sh} tests/grade/grade.sh
wait_end "$pid"
check 'Ctrl-C ends it, and nothing is left' '130 ' "$status $(left)"
finish_tests
