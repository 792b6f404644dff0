# shellcheck shell=sh
# grade.sh: judge a server, or a client, from outside; ch05/yours/README.md
# explains it. It runs what SERVER or CLIENT names. Exit status: 0 if no lesson
# has failed, 1 if one has, 2 if it cannot begin.

cd "$(dirname "$0")/../.." || exit 2
lesson=${LESSON:-} tap=${TAP:-}
jobs=${JOBS:-$((2 * $(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)))}
[ -z "${PORT:-}" ] || jobs=1            # all use that port, one by one
[ -n "${JOBS:-}" ] || [ "$jobs" -le 4 ] || jobs=4

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
    SERVER='sh'                         # until it is compiled
elif [ -z "${SERVER:-}${CLIENT:-}" ]; then
    SERVER=ch05/yours/server
elif [ -n "${SERVER:-}" ] && [ -n "${CLIENT:-}" ]; then
    refuse 'either SERVER or CLIENT'
fi
export SERVER CLIENT PORT V
CLIENT=${CLIENT:-}
first=${CLIENT:-$SERVER}
command -v "${first%% *}" >/dev/null || refuse "there is no program '$first'"
case ${PORT:-1} in
    *[!0-9]* | ??????*) refuse "PORT is not a port: '$PORT'" ;;
esac
case ${ECHO:-upper} in
    upper | lower | rot[1-9] | rot1[0-9] | rot2[0-5]) ;;
    *) refuse "ECHO is not upper, lower, or rot1 to rot25: '$ECHO'" ;;
esac
[ -z "${ECHO:-}" ] || [ "$kind" = server ] || refuse 'ECHO is for a server'
export ECHO
case ${BOUND:-5} in
    *[!0-9]* | 0* | ????*) refuse "BOUND is no number of seconds: '$BOUND'" ;;
esac

all=$(echo tests/grade/$kind-[0-9]*.sh)
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
    case " ${lesson:-"${name%.sh}"} " in
        *" ${name%.sh} "*) set -- "$@" "$file" ;;
    esac
done

out=$(mktemp -d "${TMPDIR:-/tmp}/unp-grade.XXXXXX") && chmod 711 "$out" ||
    exit 2
pids=
trap 'rm -rf "$out"' EXIT
# mksh would exit with the status of the other trap.
trap 'kill -TERM $pids 2>/dev/null; wait
    rm -rf "$out"; trap - EXIT; exit 130' INT TERM HUP

. tests/grade/result.sh
lessons=$(echo "$all" | sed 's/[^ ]*-[0-9][0-9]-//g; s/\.sh//g')
read_points "$lessons"

# compile: SOURCE becomes the server that is judged. Only this file counts, not
# what lies beside it. Returns 1 if it does not compile.
compile() {
    mkdir "$out/source" && chmod 755 "$out/source" &&
        cp "$SOURCE" "$out/source/server.c" || exit 1
    SERVER="'$out/source/server'"
    # No source needs 30 s of CPU time, or 256 MiB.
    # shellcheck disable=SC2086,SC3045  # the compiler and its options
    (
        ulimit -t 30
        ulimit -f 524288
        ${CC:-cc} -O2 -g -std=c11 -D_POSIX_C_SOURCE=200809L -I. \
            -o "$out/source/server" "$out/source/server.c" lib/libunp.a
    ) >"$out/source/log" 2>&1 </dev/null
}

# first_error FILE: what the compiler said first
first_error() {
    awk '/error|undefined/ { found = 1 } found && n++ < 4 { print }
        !found && NR < 5 { other = other $0 "\n" }
        END { if (!found) printf "%s", other }' "$1"
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
        echo "expected: $expected"
        echo "seen:     $seen"
        if [ "$plain" = plain ]; then return; fi
        echo "$why"
        [ -z "${HINT:-}" ] || echo "$hint"
        printf 'see: %-34s %s\n' "make class LAB=${see%%,*}" "${see#*, }"
    elif [ "$verdict" = skip ]; then
        echo "$seen"
    fi
}

# trace FOLDER INDENT: with V=1, the commands of the lesson; the lines after >
# are for tests/grade/peer
trace() {
    [ -z "${V:-}" ] || sed "s/^/$2/" "$1/trace" 2>/dev/null
}

# report FILE FOLDER: print the verdict, and count it
passed=0 failed=0 skipped=0 number=0
report() {
    name=${1#*-[0-9][0-9]-}
    name=${name%.sh}
    number=$((number + 1))
    verdict=FAIL words='no verdict' expected='a verdict in time' seen=nothing
    plain=''
    [ ! -s "$2/verdict" ] || {
        IFS= read -r verdict
        IFS= read -r words
        IFS= read -r expected
        IFS= read -r seen
        IFS= read -r plain
    } <"$2/verdict"
    read_comments "$1"
    # STRICT: what was not tried has not been shown.
    [ "$verdict" != skip ] || [ -z "${STRICT:-}" ] || {
        verdict=FAIL words='not tried' plain=plain
        seen=$expected expected='every lesson is tried (STRICT)'
    }
    [ -z "$worth" ] || add_result "$name" "$verdict" "$(explain)"
    case $verdict in
        ok) passed=$((passed + 1)) ;;
        skip) skipped=$((skipped + 1)) seen=$expected ;;
        *) failed=$((failed + 1)) ;;
    esac
    if [ -n "$tap" ]; then
        not='' skip=''
        [ "$verdict" != FAIL ] || not='not '
        [ "$verdict" != skip ] || skip=" # SKIP $seen"
        echo "${not}ok $number - $name: $tried$skip"
        [ "$verdict" != FAIL ] || explain | sed 's/^/# /'
        trace "$2" '#     '
    else
        printf '%-15s%-49s%s\n' "$name" "$tried" "$verdict${words:+  $words}"
        [ "$verdict" = ok ] || explain | fold -s -w 60 |
            sed 's/^/               /; s/ *$//'
        trace "$2" '    '
    fi
}

# take FILE: wait for the lesson that was started first, and report it
take() {
    wait "${pids%% *}"
    pids=${pids#* }
    report "$1" "$out/${1##*/}"
}

# end_report: print the sums, write the results. The exit status: with points,
# 0 if they are enough; otherwise 0 if no lesson has failed.
end_report() {
    if [ -n "$tap" ]; then
        echo "1..$total"
        [ -z "$worth" ] || echo "# $(points_text)"
        echo "$passed passed, $failed failed, $skipped skipped"
    else
        [ "$skipped" -eq 0 ] || skipped_too=", $skipped skipped"
        echo "$passed of $total lessons${skipped_too:-}"
        [ -z "$worth" ] || points_text
    fi
    [ -z "${JSON:-}" ] || write_json "$JSON" "$*"
    [ -z "${AUTOLAB:-}" ] || echo "{\"scores\": {\"points\": $score}}"
    if [ -n "${POINTS:-}" ]; then passed_mark; else [ "$failed" -eq 0 ]; fi
}

# fail_all WORDS TEXT: no lesson can be tried. Each gets 0 points, and the sum
# is printed all the same.
fail_all() {
    failed=$total
    for name in ${lesson:-$lessons}; do
        [ -z "$worth" ] || add_result "$name" FAIL "$2"
    done
    echo "$1"
    printf '%s\n' "$2" | sed 's/^/    /'
    end_report "$1: $2"
    exit 1
}

total=$#
[ -z "${SOURCE:-}" ] || compile || fail_all 'it does not compile' \
    "$(first_error "$out/source/log" | sed "s|$out/source/||g")"
[ -n "$tap" ] || printf '%-15s%-49s%s\n' lesson 'what was tried' yours
for file in "$@"; do
    mkdir "$out/${file##*/}"
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    ${TEST_SH:-sh} tests/grade/lesson.sh "$file" "$out/${file##*/}" \
        </dev/null >"$out/${file##*/}/log" 2>&1 &
    pids="$pids$! "
    jobs=$((jobs - 1))
    [ $jobs -gt 0 ] || {
        take "$1"
        shift
    }
done
while [ $# -gt 0 ]; do
    take "$1"
    shift
done
end_report
