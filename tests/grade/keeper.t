#!/bin/sh
# test: keeper and guard: what a program may do, and how long a lesson lasts

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the programs of the grader'

# The keeper's folder: out is what the program prints, end is how it has ended,
# why is why the keeper has ended it.
mkdir "$tmp/k"
ended() {
    cat "$tmp/k/end" "$tmp/k/why" | grep -c .
}
# keep ARGUMENT...: run a keeper until its program has ended; $as is a command
# that runs it, or empty
keep() {
    : >"$tmp/k/end"
    : >"$tmp/k/why"
    mkfifo "$tmp/keep"
    # shellcheck disable=SC2086  # a command and its options, or nothing
    ${as:-} tests/grade/keeper "$@" <"$tmp/keep" 7</dev/null &
    exec 6>"$tmp/keep"
    poll_for 1 ended
    exec 6>&-
    wait
    rm "$tmp/keep"
}
keep "$tmp/k" ls /proc/self/fd
check 'the program has no descriptors of the grader: 3 is of ls itself' \
    '0 1 2 3 exit status 0' "$(cat "$tmp/k/out" "$tmp/k/end" |
        paste -s -d ' ' -)"
# shellcheck disable=SC2016  # that shell expands it
# shellcheck disable=SC3045  # where a shell has no -c, this says less
(
    ulimit -c unlimited 2>/dev/null
    keep "$tmp/k" sh -c 'sed -n "s/^Max [a-z ]*file size *//p" \
        /proc/self/limits
        kill -KILL $$'
)
check 'its files are bounded, and there is no core file' '0 67108864' \
    "$(awk '{ print $1 }' "$tmp/k/out" | sort | paste -s -d ' ' -)"
check 'how it ends' 'killed by signal 9' "$(cat "$tmp/k/end")"
keep "$tmp/k" sed -n 's/^SigIgn:[^0-9]*//p' /proc/self/status
check 'it ignores no signal from 1 to 31' 0 \
    $((0x$(cat "$tmp/k/out") & 0x7fffffff))
keep "$tmp/k" sh -c 'echo one line; echo two >/proc/self/fd/1; echo three'
check 'what it prints comes at the end of the file' 'two three ' \
    "$(tr '\n\0' ' ?' <"$tmp/k/out")"
keep "$tmp/k" sh -c 'yes "a line of what it says on stderr" >&2'
check 'what it prints on stderr is bounded, too' \
    'it floods: it has printed more than 32 MiB' "$(cat "$tmp/k/why")"
# shellcheck disable=SC2016  # that shell expands it
keep "$tmp/k" sh -c '(exit 4 &); sleep 0.1
    read -r _ _ _ _ group session _ </proc/$$/stat
    [ "$group $session" = "$$ $$" ] && exit 3'
check 'an orphan ends first: that is not its end; it has its own session' \
    'exit status 3' "$(cat "$tmp/k/end")"
# shellcheck disable=SC2016  # that shell expands it
keep "$tmp/k" sh -c 'sleep 60 >&2 & echo $!; exit 3'
check_end 'what it has started ends with the keeper' "$(cat "$tmp/k/out")"
# limit_of PID: its limit of descriptors
limit_of() {
    awk '/^Max open files/ { print $4 }' "/proc/$1/limits"
}
# kept: prints the names of what look sees below the keeper
kept() {
    for one in $(tests/grade/look "$keeper" alive); do
        cat "/proc/$one/comm"
    done | paste -s -d ' ' -
}
mkdir "$tmp/o"
for option in "-o $tmp/o" '' '-u 23456'; do
    case $option in -u*) have root 'another user' || continue ;; esac
    mkfifo "$tmp/keep"
    # shellcheck disable=SC2086  # an option and its value, or nothing
    tests/grade/keeper $option "$tmp/k" sleep 60 <"$tmp/keep" &
    keeper=$!
    exec 6>"$tmp/keep"
    check_wait "look: its program, and no init of a namespace ${option%% *}" \
        sleep kept
    program=$(tests/grade/look "$keeper" alive)
    before=$(limit_of "$program")
    check "limit: of a process in a namespace, of another user ${option%% *}" \
        "$program $before" "$(tests/grade/limit files "$program" 20)"
    for signal in INT TERM HUP; do
        kill -$signal "$keeper"
    done
    nap 0.05
    check 'these signals do not end it' sleep "$(kept)"
    kill -KILL "$keeper"
    check_end 'SIGKILL ends it, and its program' "$program"
    exec 6>&-
    wait "$keeper" 2>"$tmp/one"
    rm "$tmp/keep"
done
echo 'its input' >"$tmp/input"
keep -i "$tmp/input" "$tmp/k" cat
check 'what it reads' 'its input' "$(cat "$tmp/k/out")"
keep -o "$tmp/o" "$tmp/k" id -u
check 'in its namespace it is the same user' "$(id -u)" "$(cat "$tmp/k/out")"
if have nested 'a server in a namespace'; then
    keep -o "$tmp/o" "$tmp/k" cat /proc/1/comm
    check 'there it sees the processes of its namespace' keeper \
        "$(cat "$tmp/k/out")"
fi
if have terminal 'a program on a terminal'; then
    keep -t "$tmp/k" sh -c '[ -t 1 ] && echo terminal'
    check 'a terminal' terminal "$(cat "$tmp/k/out")"
    keep -t "$tmp/k" printf 'a\nb'
    check 'a terminal adds no byte' "$(printf 'a\nb')" "$(cat "$tmp/k/out")"
fi
if have root 'another user'; then
    chmod 711 "$tmp"
    ! have setpriv 'groups that are taken away' || as='setpriv --groups 4,5'
    keep -u 23456 "$tmp/k" sh -c 'id -u; id -g; sed -n "s/^Groups:[^0-9]*//p" \
        /proc/self/status'
    as=''
    check 'another user has none of our groups' '23456 23456' \
        "$(paste -s -d ' ' - <"$tmp/k/out" | sed 's/ *$//')"
    mkdir "$tmp/hidden"
    keep -o "$tmp/hidden" "$tmp/k" sed -n 's/^CapBnd:.*\(........\)$/\1/p' \
        /proc/self/status
    check 'it has lost CAP_SYS_PTRACE and CAP_SYS_ADMIN: bits 19 and 21' 0 \
        "$((0x$(cat "$tmp/k/out") >> 19 & 5))"
fi

# --- the guard: what is late, killed, or says nothing ------------------------

check 'a verdict' 'x ok ' "$(tests/grade/guard 9 x sh -c 'echo ok' |
    tr '\037' ' ')"
check 'killed' \
    'x FAIL killed no signal ends the lesson signal 9 has ended it plain ' \
    "$(tests/grade/guard 9 x sh -c 'echo ok; kill -KILL $$' | tr '\037' ' ')"
check 'a verdict that is too long is cut' '2002 x FAIL no echo' \
    "$(tests/grade/guard 9 x printf 'FAIL\nno echo\n%70000d' 1 |
        tr '\037' ' ' | awk '{ print length, substr($0, 1, 14) }')"
begun=$(clock)
check 'too late, and what it leaves' 'x FAIL too late a verdict in time the '\
'lesson was killed after 1 s plain ' \
    "$(tests/grade/guard 1 x sh -c '(sleep 60 &); sleep 1.2; echo ok' |
        tr '\037' ' ')"
check_range 'after one second, not ten' 90 800 $(($(clock) - begun))
for signal in HUP=1 INT=2 QUIT=3 TERM=15; do
    # shellcheck disable=SC2016  # that shell expands it
    tests/grade/guard 60 x sh -c 'echo $$ >"$0"; kill -'${signal%=*}' $PPID
        sleep 60' "$tmp/lesson" >"$tmp/verdict"
    check "SIG${signal%=*} ends it, and its lesson" \
        "$((128 + ${signal#*=})) gone" "$? $(
            kill -0 "$(cat "$tmp/lesson")" 2>/dev/null || echo gone)$(
            cat "$tmp/verdict")"
done
check 'an escape sequence is not printed, and 31 is no end of a field' \
    'x ok ?[2J? ' "$(tests/grade/guard 9 x printf 'ok\n\033[2J\037\n' |
        tr '\037' ' ')"
finish_tests
