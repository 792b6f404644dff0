#!/bin/sh
# test: the programs of the grader by themselves

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the programs of the grader'

# peer COMMAND...: the answers, a line each, with a short silence
peer() {
    printf '%s\n' "$@" | tests/grade/peer -s "${silence:-300}" \
        -t "${time_left:-20000}" 127.0.0.1 "$port"
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
check 'the same, and their echoes are still to come' 'ok
ok' "$(peer 'gather 1-5 hello' 'want 1-5 hello')"
check 'more than FLOOD is not sent' 'ok' "$(peer 'open 1' 'late-read 1' |
    tail -n 1)"
check 'help says how late the slow echo is' 1 "$(peer help |
    grep -c 'last echo 1.6 s late')"
# with_echo ECHO TEXT: what a client says that expects this echo of TEXT
with_echo() {
    printf 'open 1\necho 1 %s\n' "$2" |
        tests/grade/peer -e "$1" 127.0.0.1 "$port" | tail -n 1
}
check 'its echo in upper case' 'wrong byte: number 1 is 104, not 72' \
    "$(with_echo upper hello)"
check 'its echo in lower case' 'wrong byte: number 1 is 65, not 97' \
    "$(with_echo lower A)"
check 'each letter of its echo is 25 letters later' \
    'wrong byte: number 1 is 122, not 121' "$(with_echo rot25 z)"
check 'any echo will do' ok "$(with_echo any hello)"
check 'look: no client waits in its queue' '' "$(tests/grade/look $$ queue)"
check 'look: where it listens' "$port 127.0.0.1" "$(tests/grade/look $$ where)"
check 'limit: for each process the limit that it had before' "$server 20
$server 30" "$(tests/grade/limit files "$server" 20 >/dev/null
    tests/grade/limit files "$server" 30 "$server" 40)"
# limits_of PID: its limit of descriptors, and what a user can make of that
limits_of() {
    awk '/^Max open files/ { print $4, $5 }' "/proc/$1/limits"
}
before=$(limits_of $$)
check 'limit: it can be raised again' "40 ${before#* }" "$(limits_of "$server")"
for words in 'files 0 5' "files $server" "files $server 5 $server"; do
    # shellcheck disable=SC2086  # the words are arguments
    tests/grade/limit $words >"$tmp/limit.out" 2>"$tmp/limit.err"
    check "limit $words: usage" '2 usage' "$? $(
        sed -n 's/^\(usage\): .*/\1/p' "$tmp/limit.err")"
done
check 'limit: one that the system refuses' \
    "limit: prlimit: $(reason EINVAL)" \
    "$(tests/grade/limit files "$server" 4000000000 2>&1)"
check 'the first bad answer is the answer of all' \
    'no connection: it is not open' "$(peer 'open 2' 'echo 1-2 x' | tail -n 1)"
check 'a command has no short form, and more than a MiB is not sent' \
    'no such command: try help
ok
ok' "$(peer 'op 1' 'open 1' 'bulk 1 3000000')"
begun=$(clock)
check 'show: what comes' '"x\n"' "$(silence=9000 peer 'open 1' 'show 1 x' |
    tail -n 1)"
check_range 'show: after 100 ms, no more comes: hundredths' 10 800 \
    $(($(clock) - begun))
check 'show: there is no connection' 'no connection' "$(peer 'show 1 x')"
kill_process "$server"

# --- what look sees -----------------------------------------------------------

launch family sh -c 'sleep 60 & sleep 60 & wait'
family=$pid
# looks WHAT ARGUMENT...: how many lines look prints, and its exit status
looks() {
    tests/grade/look "$family" "$@" >"$tmp/lines"
    look_status=$?
    echo "$(wc -l <"$tmp/lines" | tr -d ' ') $look_status"
}
wait_for '2 0' looks alive 2 0
kids=$(tests/grade/look "$family" alive)
kid=${kids%%[!0-9]*}
check 'look: any number of them' '2 0' "$(looks alive + 0)"
check 'look: but not this one' '1 0' "$(looks alive + 0 "$kid")"
# shellcheck disable=SC2086  # each is a pid
check 'look: but not these' '0 1' "$(looks alive + 0 $kids)"
check 'look: nothing runs' '2 0' "$(looks all calm 900)"
lowest=0
while [ -e "/proc/$kid/fd/$lowest" ]; do
    lowest=$((lowest + 1))
done
set -- "/proc/$kid/fd/"*
check 'look: its descriptors, and the lowest that is not open' "$# $lowest" \
    "$(awk -v kid="$kid" '$1 == kid { print $4, $5 }' "$tmp/lines")"
begun=$(clock)
check 'look: there are no three' '2 1' "$(looks alive 3 20)"
check 'look: never' '2 1' "$(looks alive never 20)"
check_range 'both waits took hundredths' 40 250 $(($(clock) - begun))
check 'look: no UNTIL without TIME' '0 2' "$(looks alive 3 2>/dev/null)"
# shellcheck disable=SC2086  # each is a pid
kill -STOP "$family" && kill $kids
wait_for '2 0' looks zombies 2 0
check 'look: a zombie is not alive' '0 0' "$(looks alive 0 0)"
kill -CONT "$family"
wait_end "$family"
launch family sh -c 'yes >/dev/null & wait'
family=$pid
wait_for '1 0' looks alive 1 0
check 'look: one runs' '1 1' "$(looks all calm 10)"
kill "$(tests/grade/look "$family" alive)"
wait_end "$family"
for attempt in 1 2 3; do        # if it ends before the first look, try again
    launch family sh -c 'sleep 0.3; exec sleep 60'
    family=$pid begun=$(clock)
    looks alive 2 900 >"$tmp/gone"
    took=$(($(clock) - begun))
    kill_process "$family"
    [ $took -gt 600 ] || break
done
check_range "look: all have ended: hundredths, attempt $attempt" 0 600 "$took"

# A server that never accepts: each command has an end.
launch hang env FLAW=hang tests/bad/rude 127.0.0.1 0
wait_for 1 count_lines "$tmp/hang.out" '^listening'
port=$(sed -n 's/.* port //p' "$tmp/hang.out")
begun=$(clock)
check 'a silence' 'no echo: 0 of 2 bytes in 0.3 s' \
    "$(peer 'open 1' 'echo 1 x' | tail -n 1)"
check 'look: those clients wait in its queue' "$port
$port" "$(peer 'open 1' >"$tmp/one" 2>&1; tests/grade/look $$ queue)"
tests/grade/look $$ queue 3 900 >"$tmp/queue" &
looker=$!
nap 0.1
peer 'open 1' >"$tmp/one"
wait $looker
check 'look: a client comes while it looks' '0 3' \
    "$? $(wc -l <"$tmp/queue" | tr -d ' ')"
# lasts NAME COMMAND...: the answer to the last one is in $tmp/NAME, and so is
# how long all took, in hundredths of a second
lasts() {
    name=$1 begun=$(clock)
    shift
    answer=$("$@" | tail -n 1)
    echo "$answer" >"$tmp/$name"
    echo $(($(clock) - begun)) >"$tmp/$name.time"
}
lasts crowd peer 'crowd 1-10 x' &
waits=$!
lasts piece peer 'open 1' 'slow 1 x' &
waits="$waits $!"
lasts silence with_echo same x &
waits="$waits $!"
check 'late-read: nothing comes back' \
    'bytes lost: 0 of N come back, no more in 0.3 s' \
    "$(peer 'open 1' 'late-read 1' | sed -n 's/of [0-9]*/of N/; 2p')"
check 'the time of all commands is over' 'time over: no FIN: none' \
    "$(silence=9000 time_left=50 peer 'open 1' 'end 1' 'end 1' | tail -n 1)"
check_range 'and all that took hundredths' 30 800 $(($(clock) - begun))
for one in $waits; do
    wait "$one"
done
check 'a silence lasts two seconds if nobody says' \
    'no echo: 0 of 2 bytes in 2 s' "$(cat "$tmp/silence")"
check_range 'crowd: the server has 20 ms for each: hundredths' 45 900 \
    "$(cat "$tmp/crowd.time")"
check_range 'slow: the first byte has a second to come back: hundredths' \
    100 900 "$(cat "$tmp/piece.time")"
kill_process "$pid"

launch odd env FLAW=v6 tests/bad/odd 127.0.0.1 "$(tests/grade/look $$ free)"
odd=$pid
# places: where it listens, without the number of its port; or its last words
places() {
    tests/grade/look $$ where | sed 's/[0-9]*//'
    sed 's/.*: socket: .*/no IPv6/' "$tmp/odd.err"
}
poll_for ' ::' places
if [ "$got" = 'no IPv6' ]; then
    skip 'look: a server that listens on [::]' 'there is no IPv6'
else
    check 'look: a server that listens on [::]' ' ::' "$got"
fi
kill_process "$odd"
cat >"$tmp/twice.py" <<'END'
import os, socket, time
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen()
os.dup(s.fileno())
print(s.getsockname()[1], flush=True)
time.sleep(60)
END
if have python3 'look: a socket with two descriptors'; then
    launch twice python3 "$tmp/twice.py"
    # shellcheck disable=SC2016  # eval expands it
    check_wait 'look: a socket with two descriptors' "$pid" eval \
        'tests/grade/look $$ "$(cat "$tmp/twice.out")"'
    kill_process "$pid"
fi

# --- two peers talk with each other ------------------------------------------

# begin_peer SIDE [OPTION...]: a peer that reads its commands from a fifo
begin_peer() {
    side=$1
    shift
    mkfifo "$tmp/$side.in" "$tmp/$side.out"
    tests/grade/peer -s 100 "$@" 127.0.0.1 "$port" <"$tmp/$side.in" \
        >"$tmp/$side.out" 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- &
}

# dialogue: each line of stdin is SIDE COMMAND | what that peer must answer
dialogue() {
    while IFS='|' read -r line want; do
        command=${line#* } command=${command% }
        case $line in
            a*) printf '%s\n' "$command" >&3 && IFS= read -r answer <&4 ;;
            b*) printf '%s\n' "$command" >&5 && IFS= read -r answer <&6 ;;
            c*) printf '%s\n' "$command" >&7 && IFS= read -r answer <&8 ;;
        esac || answer='it has ended'
        case $answer in
            *lost*) answer=$(echo "$answer" | sed 's/of [0-9]*/of N/') ;;
            *...\") answer="${#answer}: $(printf %.40s "$answer")" ;;
        esac
        check "peer ${line% }" "${want# }" "$answer"
    done
}
port=$(tests/grade/look $$ free)
begin_peer a
a=$!
exec 3>"$tmp/a.in" 4<"$tmp/a.out"
begin_peer b
exec 5>"$tmp/b.in" 6<"$tmp/b.out"
begin_peer c -e any
exec 7>"$tmp/c.in" 8<"$tmp/c.out"
trap '' PIPE                    # a peer that has ended fails its checks
dialogue <<'END'
b open 1 | no connect: Connection refused
b knock 1 | ok
a listen | ok
a accept 1 | no client in 0.1 s
b time-wait | no TIME_WAIT
b open 1 | ok
a accept 1 | ok
b time-wait | no TIME_WAIT
b send 1 one\ntwo | ok
a want 1 one | ok
a want 1 two | ok
a send 1 same\nmore | ok
b echo 1 same | more bytes: than were sent
b end 1 | more bytes: than were sent
b show 1 | "ore\n"
b show 1 | nothing
a want 1 some | wrong byte: number 2 is 97, not 111
a bulk 1 3 | no echo: 0 of 3 bytes in 0.1 s
b show 1 | "\0?>"
a put 1 96 | ok
b show 1 | 70: " !"#$%&'()*+,-./0123456789:;<=>?@ABCDEF
a send 1 ends\n | ok
b show 1 | "ends\n\n"
b mirror 1 | ok
a want 1 ends\n | ok
a close 1 | ok
b end 1 | ok
b want 1 x | FIN: after 0 of 2 bytes
b show 1 | nothing, then a FIN
b close 1 | ok
b crowd 1-2 x | no echo: 0 of 2 bytes in 0.1 s
a accept 1-2 | ok
a send 1 x | ok
a send 2 y | ok
b show 2 | "y\n"
b end 2 | no FIN: none in 0.1 s
b want 1 x | ok
b open 1 | ok
a accept 3 | ok
a want 1 x | ok
a end 1 | ok
a reset 3 | ok
b want 1 x | RST: after 0 of 2 bytes
b send 1 x | FIN: after 0 of 0 bytes
b fill 1 | RST: the connection has ended
b late-read 1 | RST: the connection has ended
a want 2 x | ok
b mirror 1 | not all: it is not sent back
a close 1-2 | ok
b close 1-2 | ok
b open 1 | ok
a accept 1 | ok
b put 1 4 | ok
b fin 1 | ok
a serve 1 4 | ok
b get 1 4 | ok
a close 1 | ok
b open 1 | ok
a accept 1 | ok
b put 1 5 | ok
a serve 1 4 | too much: its input has 4 bytes, and it sends more
a serve 1 4 | no FIN: the client sends nothing in 0.1 s
b reset 1 | ok
a serve 1 4 | RST: the client has gone
b open 1 | ok
a accept 1 | ok
b put 1 5 | ok
a serve 1 | no FIN: all is echoed, and it sends nothing in 0.1 s
b get 1 5 | ok
b close 1 | ok
a slow-serve 1 | ok
c open 1 | ok
a accept 1 | ok
a send 1 the echo of another line | ok
c want 1 any | ok
a send 1 one byte will do | ok
c get 1 1000 | ok
a send 1 this comes before the line | ok
c echo 1 x | no echo: 0 of 1 bytes in 0.1 s
b visit 1-2 x | no echo: 0 of 2 bytes in 0.1 s
a accept 1 | ok
a want 1 x | ok
a end 1 | ok
b open 1 | ok
a accept 1 | ok
a send 1 x | ok
b late-read 1 | bytes lost: after 0 of N comes another byte
b open 1 | ok
a accept 1 | ok
END
begun=$(clock)
dialogue <<'END'
b fill 1 | ok
a show 1 | 70: "!"#$%&'()*+,-./0123456789:;<=>?!"#$%&'(
END
check_range 'fill: for 100 ms nothing moves: hundredths' 10 900 \
    $(($(clock) - begun))
begun=$(clock)
dialogue <<'END'
b open 1 | ok
a accept 1 | ok
b put 1 4 | ok
b fin 1 | ok
a byte-serve 1 4 | ok
END
check_range 'byte-serve: the client has a second to read: hundredths' 100 900 \
    $(($(clock) - begun))
other=$(tests/grade/look $$ free)
check 'look: a port that is taken is not free' differs \
    "$([ "$other" = "$port" ] || echo differs)"
check_range 'look: another one is' 20000 31999 "$other"
exec 3>&- 4<&-                  # a ends: nobody listens any more
wait "$a"
check 'it listens again while its port has a TIME_WAIT' ok "$(peer listen)"
dialogue <<'END'
b time-wait | ok
b clean | ok
END
# cleaned: prints whether there is a TIME_WAIT, after all were ended
cleaned() {
    peer clean time-wait | tail -n 1
}
# shared: prints something if another connection has the port of their clients;
# then no client can take that port to end them
shared() {
    awk -v ours="$(printf %04X "$port")" '
        { split($2, local, ":"); split($3, remote, ":") }
        local[2] == ours && $4 == "06" { ends[remote[2]] = 1 }
        local[2] != ours && remote[2] != ours { used[local[2]] = 1 }
        END { for (one in ends) if (one in used) print one }' /proc/net/tcp
}
if ! poll_for 'no TIME_WAIT' cleaned && [ -n "$(shared)" ]; then
    skip 'the TIME_WAITs end' 'other connections use the same ports'
else
    check 'the TIME_WAITs end' 'no TIME_WAIT' "$(cleaned)"
fi
exec 5>&- 6<&- 7>&- 8<&-
wait
trap - PIPE

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
keep "$tmp/k" sh -c 'yes "a line of what it says on stderr" >&2'
check 'what it prints on stderr is bounded, too' \
    'it floods: it has printed more than 32 MiB' "$(cat "$tmp/k/why")"
# shellcheck disable=SC2016  # that shell expands it
keep "$tmp/k" sh -c '(exit 4 &); sleep 0.1
    read -r _ _ _ _ group session _ </proc/$$/stat
    [ "$group $session" = "$$ $$" ] && exit 3'
check 'an orphan ends first: that is not its end; it has its own session' \
    'exit status 3' "$(cat "$tmp/k/end")"
# kept: prints the names of what look sees below the keeper
kept() {
    for one in $(tests/grade/look "$keeper" alive); do
        cat "/proc/$one/comm"
    done | paste -s -d ' ' -
}
mkdir "$tmp/o"
for option in "-o $tmp/o" ''; do
    mkfifo "$tmp/keep"
    # shellcheck disable=SC2086  # an option and its value, or nothing
    tests/grade/keeper $option "$tmp/k" sleep 60 <"$tmp/keep" &
    keeper=$!
    exec 6>"$tmp/keep"
    check_wait "look: its program, and no init of a namespace ${option%% *}" \
        sleep kept
    program=$(tests/grade/look "$keeper" alive)
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
if have terminal 'a program on a terminal'; then
    keep -t "$tmp/k" sh -c '[ -t 1 ] && echo terminal'
    check 'a terminal' terminal "$(cat "$tmp/k/out")"
    keep -t "$tmp/k" printf 'a\nb'
    check 'a terminal adds no byte' "$(printf 'a\nb')" "$(cat "$tmp/k/out")"
fi
if have root 'another user'; then
    chmod 711 "$tmp"
    keep -u 23456 "$tmp/k" sh -c 'id -u; id -g; sed -n "s/^Groups:[^0-9]*//p" \
        /proc/self/status'
    check 'another user has none of our groups' '23456 23456' \
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
check 'a verdict that is too long' 'x FAIL too late' \
    "$(tests/grade/guard 9 x printf '%3000d' 1 | tr '\037' ' ' | cut -c 1-15)"
begun=$(clock)
check 'too late, and what it leaves' 'x FAIL too late' \
    "$(tests/grade/guard 1 x sh -c '(sleep 60 &); sleep 1.2; echo ok' |
        tr '\037' ' ' | cut -c 1-15)"
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
check 'an escape sequence is not printed' 'x ok ?[2J ' \
    "$(tests/grade/guard 9 x printf 'ok\n\033[2J\n' | tr '\037' ' ')"
finish_tests
