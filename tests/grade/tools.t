#!/bin/sh
# test: the programs of the grader by themselves: peer, keeper, guard

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the programs of the grader'

# peer COMMAND...: the answers, a line each, with a short silence
peer() {
    printf '%s\n' "$@" | tests/grade/peer -s 300 -t "${time_left:-20000}" \
        127.0.0.1 "$port"
}

start_version 3
check 'a connection that is not open' 'no connection: it is not open
no connection: it is not open
ok
ok
no connection: it is not open' \
    "$(peer 'close 5' 'end 7' 'open 5' 'close 5' 'echo 5 x')"
check 'no such number, no such command' 'no such connection: 1 to 200
no such connection: 1 to 200
no such command: try help' "$(peer 'open 201' 'open 0' 'leave 1')"
check 'many at once' 'ok
ok' "$(peer 'crowd 1-50 hello' 'echo 1-50 again')"
check 'more than FLOOD is not sent' 'ok' "$(peer 'open 1' 'late-read 1' |
    tail -n 1)"
check 'help says how late the slow echo is' 1 "$(peer help |
    grep -c 'each echo 1.6 s late')"
check 'its echo in upper case' 'wrong byte: number 1 is 104, not 72' \
    "$(printf 'open 1\necho 1 hello\n' |
        tests/grade/peer -e upper 127.0.0.1 "$port" | tail -n 1)"
check 'any echo will do' 'ok' "$(printf 'open 1\necho 1 hello\n' |
        tests/grade/peer -e any 127.0.0.1 "$port" | tail -n 1)"
check 'look: no client waits in its queue' '' "$(tests/grade/look $$ queue)"
check 'look: where it listens' "$port 127.0.0.1" "$(tests/grade/look $$ where)"
check 'limit: for each process the limit that it had before' "$server 20
$server 30" "$(tests/grade/limit files "$server" 20 >/dev/null
    tests/grade/limit files "$server" 30 "$server" 40)"
kill_process "$server"

# A server that never accepts: each command has an end.
launch hang env FLAW=hang tests/bad/rude 127.0.0.1 0
wait_for 1 count_lines "$tmp/hang.out" '^listening'
port=$(sed -n 's/.* port //p' "$tmp/hang.out")
begun=$(clock)
check 'a silence' 'no echo: 0 of 2 bytes in 0.3 s' \
    "$(peer 'open 1' 'echo 1 x' | tail -n 1)"
check 'look: that client waits in its queue' "$port" \
    "$(tests/grade/look $$ queue)"
check 'the time of all commands is over' 'time over: no FIN: none' \
    "$(time_left=50 peer 'open 1' 'end 1' 'end 1' | tail -n 1)"
check_range 'and all that took hundredths' 30 900 $(($(clock) - begun))
kill_process "$pid"

mkdir "$tmp/k"
ended() {
    cat "$tmp/k/end" "$tmp/k/why" | grep -c .
}
# keep ARGUMENT...: run a keeper until its program has ended
keep() {
    : >"$tmp/k/end"
    : >"$tmp/k/why"
    mkfifo "$tmp/keep"
    tests/grade/keeper "$@" <"$tmp/keep" 7</dev/null &
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
keep "$tmp/k" sh -c 'sed -n "s/^Max [a-z ]*file size *//p" /proc/self/limits
    kill -KILL $$'
check 'its files are bounded, and there is no core file' '0 67108864' \
    "$(awk '{ print $1 }' "$tmp/k/out" | sort | paste -s -d ' ' -)"
check 'how it ends' 'killed by signal 9' "$(cat "$tmp/k/end")"
keep "$tmp/k" sh -c 'yes "a line of what it says on stderr" >&2'
check 'what it prints on stderr is bounded, too' \
    'it floods: it has printed more than 32 MiB' "$(cat "$tmp/k/why")"
if have terminal 'a program on a terminal'; then
    keep -t "$tmp/k" sh -c '[ -t 1 ] && echo terminal'
    check 'a terminal' terminal "$(cat "$tmp/k/out")"
fi
if have root 'another user'; then
    chmod 711 "$tmp"
    keep -u 23456 "$tmp/k" sh -c 'id -u; sed -n "s/^Groups:[^0-9]*//p" \
        /proc/self/status'
    check 'another user has none of our groups' 23456 \
        "$(paste -s -d ' ' - <"$tmp/k/out" | sed 's/ *$//')"
    mkdir "$tmp/hidden"
    keep -o "$tmp/hidden" "$tmp/k" sed -n 's/^CapBnd:.*\(........\)$/\1/p' \
        /proc/self/status
    check 'it has lost CAP_SYS_PTRACE and CAP_SYS_ADMIN: bits 19 and 21' 0 \
        "$((0x$(cat "$tmp/k/out") >> 19 & 5))"
fi

# The guard: what is late, killed, or says nothing
check 'a verdict' 'x ok ' "$(tests/grade/guard 9 x sh -c 'echo ok' |
    tr '\037' ' ')"
check 'killed' 'x FAIL killed' "$(tests/grade/guard 9 x sh -c \
    'echo ok; kill -KILL $$' | tr '\037' ' ' | cut -c 1-13)"
begun=$(clock)
check 'too late, and what it leaves' 'x FAIL too late' \
    "$(tests/grade/guard 1 x sh -c 'sleep 60 & sleep 1.2; echo ok' |
        tr '\037' ' ' | cut -c 1-15)"
check_range 'after one second, not sixty' 90 1500 $(($(clock) - begun))
for signal in HUP=1 INT=2 QUIT=3 TERM=15; do
    # shellcheck disable=SC2016  # that shell expands it
    tests/grade/guard 60 x sh -c 'echo $$ >"$0"; kill -'${signal%=*}' $PPID
        sleep 60' "$tmp/lesson" >"$tmp/verdict"
    check "SIG${signal%=*} ends it, and its lesson" \
        "$((128 + ${signal#*=})) gone" "$? $(
            kill -0 "$(cat "$tmp/lesson")" 2>/dev/null || echo gone)$(
            cat "$tmp/verdict")"
done
check 'an escape sequence is not printed' 'x ok ?[2J ' \
    "$(tests/grade/guard 9 x printf 'ok\n\033[2J\n' | tr '\037' ' ')"
finish_tests
