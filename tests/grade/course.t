#!/bin/sh
# test: a course: points, JSON, STRICT, one source, and a folder of submissions
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/grade/try.sh
. tests/sh/limit.sh

need /proc/thread-self/children 'the course'
mkdir "$tmp/a folder"

# last N: the last N lines of the report, and the exit status
last() {
    tail -n "$1" "$tmp/report.out"
    echo "status $status"
}

printf 'echo 1\nzombies 09\n# a comment\n\npass 10\nfin 3' >"$tmp/points"
grade SERVER=ch05/server-v2 LESSON='echo zombies' POINTS="$tmp/points"
check 'points, and a mark that is just reached' '1 of 2 lessons
1 of 10 points: passed (10 % are needed)
status 0' "$(last 2)"
printf 'pass 12\necho 1\nzombies 8\n' >"$tmp/points"
grade SERVER=ch05/server-v2 LESSON='echo zombies' POINTS="$tmp/points" TAP=1
check 'TAP: the points stand before the sum' \
    '# 1 of 9 points: not passed (12 % are needed)
1 passed, 1 failed, 0 skipped
status 1' "$(last 2)"
for line in 'echo' 'echo one' 'echo -1' 'echo 1 2' 'ecco 1' 'echo 1000' \
    'pass 101' '# none'; do
    echo "$line" >"$tmp/points"
    grade SERVER=ch05/server-v3 LESSON=echo POINTS="$tmp/points"
    check "points: '$line'" '2 grade: POINTS' "$status $(cut -d : -f 1-2 \
        "$tmp/said")"
done
for file in none g; do
    grade SERVER=ch05/server-v3 POINTS="$tmp/$file"
    check "points: $file is no file" '2 grade: POINTS' \
        "$status $(cut -d : -f 1-2 "$tmp/said")"
done
grade SERVER=ch05/server-v3 STRICT=no
check 'STRICT is 1, or nothing' "2 grade: STRICT is 1, or nothing: 'no'" \
    "$status $(cat "$tmp/said")"

# What v1 cannot do is worth more than what passes without it.
check 'with the points of this repository, v1 does not pass' 'no' "$(awk '
    $1 == "pass" { mark = $2; next }
    /^[a-z]/ { sum += $2; if ($1 ~ /^(zombie|zombies|fifty)$/) lost += $2 }
    END { print ((sum - lost) * 100 < sum * mark ? "no" : "yes") }
    ' tests/grade/points)"
# ch05/yours/README.md shows the line of server-v1 as s2. grade.t says which
# lessons it fails.
try='sh tests/grade/course.sh SUBMISSIONS RESULTS'
check 'the page has the points and lessons of server-v1' "$(awk '
    FNR == NR && /^ch05\/server-v1 / { sub(/.*\|/, ""); on = 1 }
    FNR == NR && on {
        for (i = 1; i <= NF; i++)
            if ($i != "+")
                fails[$i]
        on = $NF == "+"
    }
    FNR == NR || !/^[a-z]/ || $1 == "pass" { next }
    { total += $2; all++ }
    !($1 in fails) { points += $2; lessons++ }
    END { print "s2," points "," total "," lessons "," all ",0,not passed" }
    ' tests/grade/grade.t tests/grade/points)" \
    "$(sed -n 's/^    s2,/s2,/p' ch05/yours/README.md)"
try=''
for file in tests/grade/server-*.sh; do
    name=${file#*-[0-9][0-9]-}
    echo "${name%.sh}"
done | sort >"$tmp/lessons"
check 'each lesson has its points' "$(cat "$tmp/lessons")" \
    "$(sed -n 's/^\([a-z][a-z-]*\) [0-9]*$/\1/p' tests/grade/points |
        grep -v '^pass$' | sort)"

grade SERVER=tests/bad/poll LESSON='echo zombie'
check 'a skip is no failure' '1 of 2 lessons, 1 skipped
status 0' "$(last 1)"
grade SERVER=tests/bad/poll LESSON='echo zombie' STRICT=1 AUTOLAB=1
check 'STRICT: a skip is a failure; AUTOLAB has points' '1 of 2 lessons
4 of 22 points: not passed (60 % are needed)
{"scores": {"points": 4}}
status 1' "$(last 3)"
check 'STRICT: what was not tried, and why' \
    'expected: every lesson is tried (STRICT)
seen:     it starts no process for a client' \
    "$(sed -n 's/^ *\(expected:\|seen:\)/\1/p' "$tmp/report.out")"
grade SERVER=tests/bad/poll LESSON='echo zombie' POINTS=1 JSON="$tmp/r.json"
check 'JSON: a skip is not passed' 1 \
    "$(grep -c '"zombie".*"status": "failed"' "$tmp/r.json")"
check 'a skip gives no points' '4 of 22 points: not passed (60 % are needed)
status 1' "$(last 1)"

grade SERVER=ch05/server-v1 LESSON='echo zombie' JSON="$tmp/r.json" AUTOLAB=1
check 'JSON: the exit status is that of the lessons' 1 "$status"
check 'JSON of Gradescope' '{"score": 4, "output": "",
 "tests": [
  {"name": "echo", "score": 4, "max_score": 4, "status": "passed"
  {"name": "zombie", "score": 0, "max_score": 18, "status": "failed"' \
    "$(sed '3,$s/, "output": ".*//; /^]/d' "$tmp/r.json")"
check 'JSON: what a lesson says' 1 \
    "$(grep -c '"output": "expected: no zombie\\nseen:  ' "$tmp/r.json")"
check 'the last line for Autolab' '{"scores": {"points": 4}}' \
    "$(tail -n 1 "$tmp/report.out")"
if have jq 'jq reads it'; then
    check 'jq reads it' '4 2' "$(jq -r '[.score, (.tests | length)] | @tsv' \
        "$tmp/r.json" | tr '\t' ' ')"
fi
if have python3 'python reads it'; then
    check 'python reads it' '4 2' "$(python3 -c 'import json, sys
r = json.load(open(sys.argv[1])); print(r["score"], len(r["tests"]))' \
        "$tmp/r.json")"
fi
grade SERVER=ch05/server-v3 LESSON=echo JSON="$tmp/none/r.json"
check 'JSON: a file that cannot be written, before any lesson is tried' \
    "2 grade: JSON: cannot write '$tmp/none/r.json'" \
    "$status $(cat "$tmp/report.out" "$tmp/said")"

# hard TEXT: what json_string makes of it
hard() {
    # shellcheck disable=SC2059  # the text has escapes
    printf "$1" | ${TEST_SH:-sh} -c '. tests/grade/result.sh; json_string'
}
check 'quotes, a backslash, a tab, an escape, two lines' \
    '"a\"b\\c d[2Je\nf"' "$(hard 'a"b\\c\td\033[2Je\nf')"
check 'no text' '""' "$(hard '')"
check 'no points at all are not enough' 1 "$(${TEST_SH:-sh} -c \
    'score=0 sum=0 mark=0; . tests/grade/result.sh; passed_mark; echo $?')"
echo 'pass 100' >"$tmp/points"
# shellcheck disable=SC2016  # that shell expands it
check 'all points may be needed' '100 pass=100' "$(${TEST_SH:-sh} -c '
    refuse() { exit; }; out="$0/a folder" POINTS=$0/points
    . tests/grade/result.sh; read_points echo; echo $mark $worth' "$tmp")"
check 'bytes that are no UTF-8' '"ab"' "$(hard 'a\377\200b\000')"

cp ch05/server-v3.c "$tmp/a folder/mine.c"
printf '#error "not ours"\n' >"$tmp/a folder/unp.h"
grade SOURCE="$tmp/a folder/mine.c" LESSON='echo fin'
check 'one source is compiled and judged, without what lies beside it' \
    '2 of 2 lessons
status 0' "$(last 1)"
if have user 'another user runs what is compiled'; then
    grade SOURCE="$tmp/a folder/mine.c" LESSON=no-processes
    check 'another user runs what is compiled' '1 of 1 lessons
status 0' "$(last 1)"
fi
printf 'int main(void) { return no_such_name; }\nint b = y;\nint c = z;\n' \
    >"$tmp/broken.c"
grade SOURCE="$tmp/broken.c" JSON="$tmp/r.json" TAP=1
total=$(wc -l <"$tmp/lessons" | tr -d ' ')
check 'a source that does not compile: the first error, and the sum' \
    "it does not compile 1 1 0 passed, $total failed, 0 skipped 1" \
    "$(sed 1q "$tmp/report.out") $(grep -c 'server.c:1.*no_such_name' \
        "$tmp/report.out") $(grep -cx "1\.\.$total" "$tmp/report.out") $(
        tail -n 1 "$tmp/report.out") $status"
check 'at most four lines of what the compiler says' 4 \
    "$(grep -c '^    ' "$tmp/report.out")"
check 'its JSON has each lesson, with no points' "0 $total" \
    "$(sed -n 's/^{"score": \([0-9]*\),.*/\1/p' "$tmp/r.json") $(
        grep -c '"status": "failed"' "$tmp/r.json")"
grade SOURCE="$tmp/none.c"
check 'no such source' "2 grade: cannot read '$tmp/none.c'" \
    "$status $(cat "$tmp/said")"

# first LINE...: what is shown of a compiler that says this
first() {
    printf '%s\n' "$@" >"$tmp/log"
    # shellcheck disable=SC2016  # that shell expands it
    ${TEST_SH:-sh} -c '. tests/grade/result.sh; first_error "$0"' "$tmp/log" |
        paste -s -d '|' -
}
check 'the linker misses a function: its name is shown' \
    'x.c:1: undefined reference to f|error: ld returned 1 exit status' \
    "$(first 'ld: x.o: in function main:' 'x.c:1: undefined reference to f' \
        'error: ld returned 1 exit status')"
check 'warnings come first: the error is shown, and three lines more' \
    'x.c:9: error: two|3|4|5' \
    "$(first 'x.c:8: warning: one' 'x.c:9: error: two' 3 4 5 6)"
check 'no error: its first four lines' '1|2|3|4' "$(first 1 2 3 4 5)"

# --- another task than an echo ----------------------------------------------

# rot13: the letters of the echo are moved by 13
sed 's/^#include "unp.h"/&\nstatic char *rot(char *p, ssize_t n);/
    s/Writen(connfd, buf, /Writen(connfd, rot(buf, n), /' \
    ch05/yours/server.c >"$tmp/rot.c"
cat >>"$tmp/rot.c" <<'END'
static char *
rot(char *p, ssize_t n)
{
    static const char *const az = "abcdefghijklmnopqrstuvwxyz";
    char *found;

    for (ssize_t i = 0; i < n; i++)
        if (p[i] != 0 && (found = strchr(az, p[i] | 32)) != NULL)
            p[i] = (char)(az[(found - az + 13) % 26] - (p[i] & 32 ? 0 : 32));
    return p;
}
END
grade SOURCE="$tmp/rot.c" LESSON='echo pieces half-close' ECHO=rot13
check 'ECHO=rot13: a server that does it' '3 of 3 lessons' "$(last 1 | sed 2d)"
grade SERVER=ch05/data/upper-server LESSON='echo pieces' ECHO=upper
check 'ECHO=upper' '2 of 2 lessons' "$(last 1 | sed 2d)"
grade SERVER=ch05/server-v3 LESSON='echo pieces' ECHO=upper
check 'ECHO=upper: server-v3 does not do it' '0 of 2 lessons' \
    "$(last 1 | sed 2d)"
grade SERVER=ch05/server-v3 ECHO=rot26
check 'ECHO: a task that there is not' '2 grade: ECHO is not' \
    "$status $(cut -d ' ' -f 1-4 "$tmp/said")"
grade CLIENT=ch05/client-v1 ECHO=upper
check 'ECHO is for a server' '2 grade: ECHO is for a server' \
    "$status $(cat "$tmp/said")"

# --- a folder of submissions -------------------------------------------------

mkdir "$tmp/s" "$tmp/s/Lee, Ann" "$tmp/s/=1+1" "$tmp/s/deep" \
    "$tmp/s/deep/ch05" "$tmp/s/nothing" "$tmp/s/link"
cp ch05/server-v3.c "$tmp/s/Lee, Ann/server.c"
cp ch05/server-v3.c "$tmp/s/=1+1/server.c"
cp ch05/server-v1.c "$tmp/s/deep/ch05/server.c"
cp "$tmp/broken.c" "$tmp/s/broken.c"
ln -s /etc/passwd "$tmp/s/link/server.c"
printf 'echo 1\nzombie 1\npass 60\n' >"$tmp/points"

# course ARGUMENT...: grade the folder, with much that is exported; $status
course() {
    # shellcheck disable=SC2086
    env SERVER=x CLIENT=x PORT=9 TAP=1 V=1 AUTOLAB=1 LESSON='echo zombie' \
        POINTS="$tmp/points" BOUND=20 TMPDIR="$tmp/g" \
        ${TEST_SH:-sh} tests/grade/course.sh "$@" </dev/null \
        >"$tmp/report.out" 2>"$tmp/said"
    status=$?
}
course "$tmp/s" "$tmp/results"
check 'a folder of submissions: a line of CSV for each' \
    "student,points,of points,lessons,of lessons,skipped,verdict
'=1+1,2,2,2,2,0,passed
\"Lee, Ann\",2,2,2,2,0,passed
broken,0,2,0,2,0,it does not compile
deep,1,2,1,2,0,not passed
link,0,,0,,0,no server.c
nothing,0,,0,,0,no server.c" "$(cat "$tmp/results/grades.csv")"
check 'and the end of the run' "6 students: $tmp/results/grades.csv
status 0" "$(last 1)"
check 'a report and a result for each that was compiled' \
    "=1+1.json =1+1.txt Lee, Ann.json Lee, Ann.txt broken.json broken.txt \
deep.json deep.txt grades.csv link.txt nothing.txt" \
    "$(cd "$tmp/results" && printf '%s\n' * | LC_ALL=C sort |
        paste -s -d ' ' -)"
check 'what was exported is not for the students' \
    '0 1 of 2 points: not passed (60 % are needed)' \
    "$(grep -c '> ' "$tmp/results/deep.txt") $(tail -n 1 \
        "$tmp/results/deep.txt")"
check 'no part of a line is left' '' "$(find "$tmp/results" -name '.*.csv')"
course "$tmp/s" "$tmp/results"
check 'results are not overwritten' "2 course: $tmp/results: it is there \
already" "$status $(sed 1q "$tmp/said")"
course "$tmp/none" "$tmp/new"
check 'no such folder' "2 course: $tmp/none: no such folder" \
    "$status $(sed 1q "$tmp/said")"
course
check 'no arguments' 2 "$status"
# Names that a spreadsheet would not take as they are; and two sources.
mkdir "$tmp/odd" "$tmp/odd/+y" "$tmp/odd/-z" "$tmp/odd/@x" \
    "$tmp/odd/say \"hi\"" "$tmp/odd/two" "$tmp/odd/two/a" "$tmp/odd/two/b"
cp "$tmp/broken.c" "$tmp/odd/two/a/server.c"
cp ch05/server-v3.c "$tmp/odd/two/b/server.c"
course "$tmp/odd" "$tmp/names"
check 'names as no formula and no column; the first of two sources' \
    "'+y,0,,0,,0,no server.c
'-z,0,,0,,0,no server.c
'@x,0,,0,,0,no server.c
\"say \"\"hi\"\"\",0,,0,,0,no server.c
two,0,2,0,2,0,it does not compile" "$(sed 1d "$tmp/names/grades.csv")"
mkdir -p "$tmp/long/$(printf %0252d 7)" "$tmp/long/$(printf %0252d 8)"
course "$tmp/long" "$tmp/longer"
check 'names that are too long for the file of a result' \
    "1 course: no result for '7' '8'" \
    "$status $(sed -n "s/'0*/'/g; s/^course: no .*/&/p" "$tmp/said")"
for number in 0 x 1000; do
    COURSE_JOBS=$number course "$tmp/odd" "$tmp/new$number"
    check "COURSE_JOBS=$number" "2 course: COURSE_JOBS: '$number'" \
        "$status $(sed 1q "$tmp/said")"
done
mkdir "$tmp/hang"
printf '#include "unp.h"\nint main(void) { for (;;) pause(); }\n' \
    >"$tmp/hang/spins.c"
# spinning: prints how many servers of the course run
spinning() {
    marked "TMPDIR=$tmp/g" | while read -r one; do
        tr '\0' ' ' 2>/dev/null <"/proc/$one/cmdline"
        echo
    done | grep -c '^[^ ]*/source/server '
}
# shellcheck disable=SC2086  # it may be two words: busybox sh
launch killed env LESSON=echo BOUND=900 TMPDIR="$tmp/g" \
    ${TEST_SH:-sh} tests/grade/course.sh "$tmp/hang" "$tmp/ended"
wait_for 1 spinning
kill -TERM "$pid"
wait_end "$pid"
check 'SIGTERM ends it, and nothing is left' '130 ' "$status $(left)"
check 'nothing is left' '' "$(ls "$tmp/g")"
finish_tests
