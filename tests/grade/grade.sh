# shellcheck shell=sh
# grade.sh: judge a server, or a client, from outside; ch05/yours/README.md
# explains it. It runs what SERVER or CLIENT names. Exit status: 0 if no lesson
# has failed, 1 if one has or all were skipped, 2 if it cannot begin.

cd "$(dirname "$0")/../.." || exit 2
. tests/sh/nap.sh
lesson=${LESSON:-} tap=${TAP:-}
. tests/sh/jobs.sh
set_jobs 3 6
[ -z "${PORT:-}" ] || jobs=1            # all use that port, one by one

refuse() {
    echo "grade: $1" >&2
    exit 2
}

[ -r "/proc/$$/task/$$/children" ] ||
    refuse 'it looks into the /proc of Linux, which is not here'
kind=server
[ -z "${CLIENT:-}" ] || kind=client
[ -z "${SOURCE:-}" ] || [ -z "${SERVER:-}${CLIENT:-}" ] ||
    refuse 'either SOURCE, or SERVER, or CLIENT'
[ -z "${SOURCE:-}" ] || [ -r "$SOURCE" ] || refuse "cannot read '$SOURCE'"
if [ -n "${SOURCE:-}" ]; then
    SERVER='sh' TASKS=${TASKS-yes}      # until it is compiled
elif [ -z "${SERVER:-}${CLIENT:-}" ]; then
    SERVER=ch05/yours/server
elif [ -n "${SERVER:-}" ] && [ -n "${CLIENT:-}" ]; then
    refuse 'either SERVER or CLIENT'
fi
case $SERVER in ch05/yours/*) TASKS=${TASKS-yes} ;; esac
export SERVER CLIENT PORT V FACTS
CLIENT=${CLIENT:-} FACTS=
first=${CLIENT:-$SERVER}
[ -f "$first" ] || case $first in
    [\'\"]*) ;;                         # the shell will say if it is not there
    *) command -v "${first%% *}" >/dev/null ||
        refuse "there is no program '$first'"
        first=${first%% *} ;;
esac
[ -z "$(find "$first.c" -newer "$first" 2>/dev/null)" ] ||
    refuse "$first is older than $first.c: compile it first"
case ${PORT:-1} in
    *[!0-9]* | ??????*) refuse "PORT is not a port: '$PORT'" ;;
esac
case ${BOUND:=5} in
    *[!0-9]* | 0* | ????*) refuse "BOUND is no number of seconds: '$BOUND'" ;;
esac
export BOUND
case ${ECHO:-same} in
    same | upper | lower | rot[1-9] | rot1[0-9] | rot2[0-5]) ;;
    *) refuse "ECHO is not upper, lower, or rot1 to rot25: '$ECHO'" ;;
esac
case ${STRICT:-1} in
    1) ;;
    *) refuse "STRICT is 1, or nothing: '$STRICT'" ;;
esac
[ -z "${ECHO:-}" ] || [ "$kind" = server ] || refuse 'ECHO is for a server'
if [ -n "${PORT:-}" ]; then
    # A connection of an earlier run may still be about to end.
    answers='' tries=0
    until [ "$answers" = ok ] || [ $((tries += 1)) -gt 5 ]; do
        [ $tries -eq 1 ] || nap 0.05
        answers=$(printf 'clean\nlisten\n' |
            tests/grade/peer 127.0.0.1 "$PORT" | tail -n 1)
    done
    [ "$answers" = ok ] || refuse "port $PORT: ${answers#no }"
fi

all=$(echo tests/grade/$kind-[0-9]*.sh)
# An exported LESSON may be the file of make class. No lesson has such a name.
case $lesson in
    *[!a-z\ -]*)
        echo "grade: LESSON is a file of make class; all lessons are tried" >&2
        lesson='' ;;
esac
for name in $lesson; do
    case "$all " in
        *-[0-9][0-9]-"$name.sh "*) ;;
        *) refuse "no lesson '$name'. There are: $(
            echo "$all" | sed 's/[^ ]*-[0-9][0-9]-//g; s/\.sh//g')" ;;
    esac
done
set --
for file in $all; do
    name=${file#*-[0-9][0-9]-}
    # Only the tasks ask for a handler; other servers may ignore the signal.
    [ "$lesson$name" != handler.sh ] || [ -n "${TASKS:-}" ] || continue
    case " ${lesson:-"${name%.sh}"} " in
        *" ${name%.sh} "*) set -- "$@" "$file" ;;
    esac
done

out=$(mktemp -d "${TMPDIR:-/tmp}/unp-grade.XXXXXX") && chmod 711 "$out" ||
    exit 2
pids='' exit_status=0
trap 'rm -rf "$out"' EXIT
# mksh would exit with the status of the other trap.
trap 'kill -TERM $pids 2>/dev/null; wait
    rm -rf "$out"; trap - EXIT; exit 130' INT TERM HUP
# The verdicts come through a pipe that no server has.
mkdir "$out/lessons"
mkfifo "$out/verdicts" && exec 3<>"$out/verdicts" && rm "$out/verdicts" ||
    exit 2
between=$(printf '\037')

. tests/grade/result.sh
lessons=$(echo "$all" | sed 's/[^ ]*-[0-9][0-9]-//g; s/\.sh//g')
read_points "$lessons"

# compile: SOURCE becomes the server that is judged. Only this file counts, not
# what lies beside it. Returns 1 if it does not compile.
compile() {
    mkdir "$out/source" && chmod 755 "$out/source" &&
        cp "$SOURCE" "$out/source/server.c" || exit 1
    SERVER=$out/source/server
    # No source needs 30 s of CPU time, or 256 MiB.
    # shellcheck disable=SC2086,SC3045  # the compiler and its options
    (
        ulimit -t 30
        ulimit -f 524288
        ${CC:-cc} -O2 -g -std=c11 -D_POSIX_C_SOURCE=200809L -I. \
            -o "$out/source/server" "$out/source/server.c" lib/libunp.a
    ) >"$out/source/log" 2>&1 </dev/null
}

# put TEXT: print a line. A full disk is a failure.
put() {
    printf '%s\n' "$1" || exit_status=1
}

# read_comments FILE: the comments of a lesson are in $tried, $why, $hint, $see
read_comments() {
    while IFS= read -r line && [ -n "$line" ]; do
        case $line in
            '# lesson: '*) tried=${line#*: } ;;
            '# why: '*) why=${line#*: } ;;
            '# hint: '*) hint=${line#*: } ;;
            '# see: '*) see=${line#*: } ;;
        esac
    done <"$1"
}

# explain: what the verdict says
explain() {
    if [ "$verdict" = FAIL ]; then
        put "expected: $expected"
        put "seen:     $seen"
        case $sentence in
            plain) ;;
            '' | '+'*)
                [ -z "$sentence" ] || why=${sentence#+}
                put "$why"
                [ -z "${HINT:-}" ] || put "$hint"
                put "$(printf 'see: %-34s %s' "make class LAB=${see%%,*}" \
                    "${see#*, }")" ;;
            *) put "$sentence" ;;
        esac
    elif [ "$verdict" = skip ]; then
        put "$seen"
    fi
}

# trace FOLDER INDENT: with V=1, the commands of the lesson; the lines after >
# are for tests/grade/peer
trace() {
    [ -z "${V:-}" ] || sed "s/^/$2/" "$1/trace" 2>/dev/null
}

# report FILE: print the verdict in $line, and count it
passed=0 failed=0 skipped=0 number=0
report() {
    name=${1##*/}
    name=${name#*-[0-9][0-9]-}
    name=${name%.sh}
    case $name in first-*) name='first-look' ;; esac
    number=$((number + 1))
    IFS=$between read -r _ verdict words expected seen sentence facts _ <<END
$line
END
    read_comments "$1"
    # STRICT: what was not tried has not been shown.
    [ "$verdict" != skip ] || [ -z "${STRICT:-}" ] || {
        verdict=FAIL words='not tried' sentence=plain
        seen=$expected expected='every lesson is tried (STRICT)'
    }
    case $verdict in
        ok) passed=$((passed + 1)) words='' ;;
        skip) skipped=$((skipped + 1)) seen=$expected ;;
        FAIL) failed=$((failed + 1)) ;;
        *)
            failed=$((failed + 1)) verdict=FAIL words='no verdict'
            expected='a verdict' seen='the lesson ended without one'
            sentence=plain ;;
    esac
    [ -z "$worth" ] || add_result "$name" "$verdict" "$(explain)"
    if [ -n "$tap" ]; then
        not='' skip=''
        [ "$verdict" != FAIL ] || not='not '
        [ "$verdict" != skip ] || skip=" # SKIP $seen"
        put "${not}ok $number - $name: $tried$skip"
        [ "$verdict" != FAIL ] || explain | sed 's/^/# /'
        trace "$out/lessons/${1##*/}" '#     '
    else
        put "$(printf '%-15s%-49s%s' "$name" "$tried" \
            "$verdict${words:+  $words}")"
        [ "$verdict" = ok ] || explain | fold -s -w 60 |
            sed 's/^/               /; s/ *$//'
        trace "$out/lessons/${1##*/}" '    '
    fi
}

# begin FILE: run a lesson below a guard, which prints its verdict
begin() {
    mkdir "$out/lessons/${1##*/}"
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    tests/grade/guard $((BOUND + 1)) "${1##*/}" ${TEST_SH:-sh} \
        tests/grade/lesson.sh "$1" "$out/lessons/${1##*/}" \
        </dev/null >&3 2>/dev/null &
    pids="$pids$! "
}

# take FILE: wait for the lesson that was started first. Its verdict is in
# $line. Those of the others, which come earlier, are kept in $verdicts.
verdicts=
newline='
'
take() {
    wait "${pids%% *}"
    ended=$?
    pids=${pids#* }
    line="${1##*/}${between}FAIL${between}killed${between}the lesson ends by \
itself${between}its guard ended with status $ended${between}plain"
    [ $ended -eq 0 ] || return
    while :; do
        case $newline$verdicts in *"$newline${1##*/}$between"*) break ;; esac
        IFS= read -r line <&3 || return
        verdicts=$verdicts$line$newline
    done
    line=${newline}$verdicts
    line=${line##*"$newline${1##*/}$between"}
    line=${1##*/}$between${line%%"$newline"*}
}

# finish [TEXT]: print the sums, write the results. TEXT is about all lessons.
# The exit status: with points, 0 if they are enough; otherwise 0 if no lesson
# has failed, and one was tried; 1 if not all could be printed.
finish() {
    # A skip shows nothing. If all are skipped, nobody knows anything.
    [ $((passed + failed)) -gt 0 ] || {
        put "${tap:+# }nothing was judged: all lessons were skipped"
        exit_status=1
    }
    if [ -n "$tap" ]; then
        put "1..$number"
        [ -z "$worth" ] || put "# $(points_text)"
        put "$passed passed, $failed failed, $skipped skipped"
    else
        [ "$skipped" -eq 0 ] || skipped_too=", $skipped skipped"
        put "$passed of $total lessons${skipped_too:-}"
        [ -z "$worth" ] || put "$(points_text)"
    fi
    [ -z "${JSON:-}" ] || write_json "$JSON" "$1"
    [ -z "${AUTOLAB:-}" ] || put "{\"scores\": {\"points\": $score}}"
    if [ -n "${POINTS:-}" ]; then
        passed_mark || exit_status=1
    elif [ "$failed" -gt 0 ]; then
        exit_status=1
    fi
    exit $exit_status
}

# fail_all TEXT: no lesson can be tried. Each gets 0 points.
fail_all() {
    passed=0 failed=$total number=$total
    for name in $names; do
        [ -z "$worth" ] || add_result "$name" FAIL "$1"
    done
    exit_status=1
    finish "$1"
}

total=$#
names=$(printf '%s\n' "$@" | sed 's/.*-[0-9][0-9]-//; s/\.sh$//')
[ -z "${SOURCE:-}" ] || compile || {
    error=$(first_error "$out/source/log" | sed "s|$out/source/||g")
    put 'it does not compile'
    put "$(printf '%s\n' "$error" | sed 's/^/    /')"
    fail_all "it does not compile: $error"
}
look=tests/grade/first-$kind.sh
echo=${ECHO:-same}
export echo
begin "$look"
take "$look"
IFS=$between read -r _ verdict words expected seen _ facts _ <<END
$line
END
heading=$(printf '%-15s%-49s%s' lesson 'what was tried' yours)
case $verdict-$facts in
    FAIL-)
        put "no lesson can be tried: $words"
        report "$look"
        fail_all "$words; expected: $expected; seen: $seen" ;;
    FAIL-*)                             # but the lessons can be tried
        [ -n "$tap" ] || put "$heading"
        report "$look"
        case " $facts " in *' echo=any '*) echo=any ;; esac
        FACTS=$facts ;;
    *)
        FACTS=$words
        [ -n "$tap" ] || put "$heading" ;;
esac
# To look at many processes takes its time.
case $FACTS in *many=*) jobs=1 ;; esac
for file in "$@"; do
    begin "$file"
    jobs=$((jobs - 1))
    [ $jobs -gt 0 ] || {
        take "$1"
        report "$1"
        shift
    }
done
while [ $# -gt 0 ]; do
    take "$1"
    report "$1"
    shift
done
finish
