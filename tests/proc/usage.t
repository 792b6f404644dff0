#!/bin/sh
# test: a program of ch05/proc exits with 2 and its usage on bad arguments

. "$(dirname "$0")/../sh/lib.sh"

# expect STATUS STDERR PROGRAM [ARGUMENT...]: start a program; judge checks it
# later. We start 20 programs first: most of them end while the others start.
cases=0
expect() {
    [ "$cases" -lt 20 ] || judge
    cases=$((cases + 1))
    printf '%s\n' "$1" "$2" '' >"$tmp/want.$cases"
    shift 2
    printf '%s\n' "$*" >"$tmp/call.$cases"
    launch "$cases" "$@"
    eval "pid_$cases=$pid"
}

# judge: check the exit status and stderr of each program that expect has
# started, and that its stdout is empty
judge() {
    case=0
    while [ $((case += 1)) -le "$cases" ]; do
        eval "pid=\$pid_$case"
        try=$(cat "$tmp/call.$case")
        wait_end "$pid"
        [ "$status" != 'still running' ] || kill_process "$pid"
        check "$try: exit status, stderr, stdout" "$(cat "$tmp/want.$case")" \
            "$(printf '%s\n' "$status"
                cat "$tmp/$case.err" "$tmp/$case.out")"
    done
    cases=0
}

for source in $(programs ch05/proc/*.c); do
    program=$(basename "$source" .c)
    usage="usage: $program [seconds]   (default: 3)" most='1'
    case $program in
        zombie-sig) word=ignore ;;
        sigmask) word=inherited ;;
        rusage) word=core ;;
        *) word='' ;;
    esac
    if [ -n "$word" ]; then
        usage="usage: $program [seconds [$word]]   (default: 3)"
        most="1 $word"
        expect 2 "$program: not '$word': '${word}x'
$usage" "ch05/proc/$program" 1 "${word}x"
    fi
    # shellcheck disable=SC2086  # a word for each argument
    expect 2 "$program: too many arguments: more
$usage" "ch05/proc/$program" $most more
    expect 2 "$program: not seconds (0 to 86400, or like 0.25): '-1'
$usage" "ch05/proc/$program" -1
done

usage='usage: fork [seconds]   (default: 3)'
for text in '' ' ' 'x' '+1' ' 1' '1 ' '1.' '.5' '.' '1.2345' '1.x' '1..2' \
    '1e3' '0x1' '1,5' 'nan' '86401' '86400.001' '99999999999999999999' \
    '--help'; do
    expect 2 "fork: not seconds (0 to 86400, or like 0.25): '$text'
$usage" ch05/proc/fork "$text"
done
judge

# Good arguments, and the seconds that they mean.
try=''
for text in 0 0.0 0.001 00.05; do
    launch good ch05/proc/zombie "$text"
    wait_end "$pid"
    check "zombie $text: the exit status" 0 "$status"
done
for text in 7.25 86400 86400.000; do
    launch "long-$text" ch05/proc/signal "$text"
    wait_for 1 grep -c 'sleep 1 starts, for' "$tmp/long-$text.out"
    whole=${text%.*}
    [ "$whole" -gt 7 ] || whole=8       # sleep() takes whole seconds
    check "signal $text: whole seconds, rounded up" "$whole" \
        "$(sed -n 's/.*: sleep 1 starts, for \([0-9]*\) s$/\1/p' \
            "$tmp/long-$text.out")"
    kill_process "$pid"
done
launch default ch05/proc/signal
wait_for 1 grep -c 'sleep 1 starts, for' "$tmp/default.out"
check 'the default: 3 seconds' 1 "$(grep -c 'sleep 1 starts, for 3 s$' \
    "$tmp/default.out")"
kill_process "$pid"

# If a program cannot write its output, it says so.
if have /dev/full 'fork says that stdout is full'; then
    try='ch05/proc/fork 0 >/dev/full'
    check 'fork says that stdout is full' "fork: write: $(reason ENOSPC)
exit 1" "$(ch05/proc/fork 0 2>&1 >/dev/full; echo "exit $?")"
fi
finish_tests
