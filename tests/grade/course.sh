#!/bin/sh
# course.sh FOLDER RESULTS: judge the servers of a whole course, in the
# instructor's own clone. Each entry of FOLDER is a student's: NAME.c, or a
# folder NAME with a server.c somewhere below it. Only that file is copied and
# compiled. RESULTS is a new folder: grades.csv has a line for each student,
# NAME.txt what make grade says, NAME.json the same for Gradescope. POINTS,
# LESSON, STRICT, BOUND and ECHO are as for make grade. Exit status 0 if each
# entry has a line, whatever its grade; 1 if not; 2 for bad usage.

usage() {
    echo "course: $1" >&2
    echo 'usage: sh tests/grade/course.sh FOLDER RESULTS' >&2
    exit 2
}

[ $# -eq 2 ] || usage 'which folder, and which for the results?'
[ -d "$1" ] || usage "$1: no such folder"
[ ! -e "$2" ] || usage "$2: it is there already"
mkdir -p "$2" || exit 1
folder=$(cd "$1" && pwd) results=$(cd "$2" && pwd) || exit 1
cd "$(dirname "$0")/../.." || exit 1
[ -x tests/grade/peer ] || usage 'type make all first'
POINTS=${POINTS:-1}
export POINTS
unset SERVER CLIENT PORT TAP JSON V AUTOLAB
# A lesson waits more than it computes.
jobs=${COURSE_JOBS:-$((2 * $(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)))}
case $jobs in *[!0-9]* | 0* | ????*) usage "COURSE_JOBS: '$jobs'" ;; esac
JOBS=${JOBS:-3}
export JOBS

pids=''
trap 'kill -TERM $pids 2>/dev/null; wait; trap - EXIT; exit 130' INT TERM HUP

# source_of ENTRY: the file to compile is in $source, or nothing
source_of() {
    source=$1
    if [ -d "$1" ]; then
        source=$(find "$1" -name server.c -type f | LC_ALL=C sort | sed 1q)
    fi
    # A link could name any file; the compiler would quote its lines.
    [ -f "$source" ] && [ ! -h "$source" ] && [ -r "$source" ] || source=''
}

# csv TEXT...: prints the texts as a line of CSV. A spreadsheet takes what
# begins with =, +, - or @ for a formula: a ' goes before it.
csv() {
    line=''
    for text; do
        case $text in [=+@-]*) text="'$text" ;; esac
        case $text in
            *[\",]* | *'
'*) text="\"$(printf '%s\n' "$text" | sed 's/"/""/g')\"" ;;
        esac
        line="$line,$text"
    done
    printf '%s\n' "${line#,}"
}

# judge NAME ENTRY: one student, and the line for grades.csv
judge() {
    report=$results/$1.txt
    source_of "$2"
    if [ -z "$source" ]; then
        echo 'there is no server.c' >"$report"
        csv "$1" 0 '' 0 '' 0 'no server.c' >"$results/.$1.csv"
        return
    fi
    SOURCE=$source JSON=$results/$1.json ${TEST_SH:-sh} \
        tests/grade/grade.sh </dev/null >"$report" 2>&1 &
    wait $!                     # a trap runs at once only while it waits
    case $? in
        0) verdict=passed ;;
        1) verdict='not passed' ;;
        *) verdict='not judged' ;;
    esac
    first=$(sed 1q "$report")
    case $first in lesson*) ;; *) verdict=$first ;; esac
    points=$(sed -n 's/^\([0-9]*\) of \([0-9]*\) points.*/\1 \2/p' "$report")
    lessons=$(sed -n 's/^\([0-9]*\) of \([0-9]*\) lessons/\1 \2/p' "$report" |
        tail -n 1 | tr -dc '0-9 ')
    # shellcheck disable=SC2086  # each is a number
    set -- "$1" ${points:-0 0} ${lessons:-0 0}
    csv "$1" "$2" "$3" "$4" "$5" "${6:-0}" "$verdict" >"$results/.$1.csv"
}

# take NAME: wait for the student who began first; this is the line of the file
take() {
    wait "${pids%% *}"
    pids=${pids#* }
    cat "$results/.$1.csv" >>"$results/grades.csv" 2>/dev/null ||
        lost="$lost '$1'"
    rm -f "$results/.$1.csv"
}

lost='' waiting=0
csv student points 'of points' lessons 'of lessons' skipped verdict \
    >"$results/grades.csv" || exit 1
set --
for entry in "$folder"/*; do
    [ -e "$entry" ] || continue
    name=${entry##*/}
    name=${name%.c}
    (
        trap 'kill -TERM $! 2>/dev/null; wait; exit 1' INT TERM HUP
        judge "$name" "$entry"
    ) &
    pids="$pids$! "
    set -- "$@" "$name"
    waiting=$((waiting + 1))
    [ $waiting -lt "$jobs" ] || {
        take "$1"
        shift
        waiting=$((waiting - 1))
    }
done
while [ $# -gt 0 ]; do
    take "$1"
    shift
done
echo "$(($(wc -l <"$results/grades.csv") - 1)) students: $results/grades.csv"
[ -z "$lost" ] || {
    echo "course: no result for$lost" >&2
    exit 1
}
