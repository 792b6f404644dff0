# shellcheck shell=sh disable=SC2154,SC2034
# lesson.sh FILE FOLDER: run one lesson with one server. It prints its verdict:
# "ok", "skip" or "FAIL"; then, each on its line, what is said in a few words,
# what was expected, what was seen, and a sentence that explains it. Without one
# the lesson's is said; with a + it replaces that. Here are the time and the
# facts; the files that this one reads have the other words of a lesson. All
# waits are bounded; tests/grade/guard ends what the lesson leaves.

dir=$2 lesson=${1##*-}
. tests/sh/nap.sh
. tests/sh/probe.sh
trap '' PIPE
exec 9>&1 >"$dir/log" 2>&1
peer='' keeper='' port=${PORT:-} bound=${BOUND:-5}
gone_is_right='' keep_time_wait='' first_look='' base=''

# now: the time in hundredths of a second is in $now
now() {
    read -r up _ </proc/uptime
    now=${up%.*}${up#*.}
}
now
lesson_end=$((now + bound * 100 - 50))

# scale TIME: TIME is for BOUND=5; what it is for this one is in $time, but not
# more than is left of the lesson
scale() {
    now
    time=$(($1 * bound / 5))
    [ $((now + time)) -lt "$lesson_end" ] || time=$((lesson_end - now))
    [ "$time" -gt 0 ] || time=0
}

# within TIME COMMAND...: true if COMMAND is true in TIME hundredths of a second
# from now, and before the lesson ends
within() {
    scale "$1"
    time_end=$((now + time))
    shift
    looks=0
    until "$@"; do
        now
        [ "$now" -lt "$time_end" ] || return 1
        [ $((looks += 1)) -lt 4 ] || nap 0.02
    done
}

# late: true if the time of the lesson is over
late() {
    now
    [ "$now" -ge "$lesson_end" ]
}

# fact NAME: true if that is in $FACTS, which the first look has found
fact() {
    case " ${FACTS:-} " in *" $1 "*) ;; *) return 1 ;; esac
}
slow=                           # an echo takes so long, in 1/100 s
case ${FACTS:-} in *slow=*) slow=${FACTS#*slow=} slow=${slow%% *} ;; esac

# slowly: true if each echo takes its time: then the lesson asks for fewer
slowly() {
    [ "${slow:-0}" -ge 20 ]
}

# show COMMAND: for V=1, a line of what the lesson does
show() {
    [ -z "${V:-}" ] || printf '%s\n' "$1" >>"$dir/trace"
}

. tests/grade/verdict.sh
. tests/grade/server.sh
. tests/grade/clients.sh
. tests/grade/client.sh

# shellcheck source=/dev/null
. "$1"
stop_server
[ ! -s "$dir/why" ] || fail '' 'it keeps within bounds' ''
verdict ok "${facts:-}"
