#!/bin/sh
# test: look and limit: the processes, descriptors and sockets of a program

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the programs of the grader'

port=$(tests/grade/look $$ free)
launch v3 ch05/server-v3 127.0.0.1 "$port"
wait_for 1 count_lines "$tmp/v3.out" '^listening'
server=$pid
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
other=$(tests/grade/look $$ free)
check 'look: a port that is taken is not free' differs \
    "$([ "$other" = "$port" ] || echo differs)"
check_range 'look: another one is' 20000 31999 "$other"
kill_process "$server"

launch family sh -c 'sleep 60 <&- & sleep 60 & wait'
family=$pid
# looks WHAT ARGUMENT...: how many lines look prints, and its exit status
looks() {
    tests/grade/look "$family" "$@" >"$tmp/lines"
    look_status=$?
    echo "$(wc -l <"$tmp/lines" | tr -d ' ') $look_status"
}
# status_of WHAT UNTIL TIME: its exit status
status_of() {
    looks "$@" >"$tmp/looked"
    echo "$look_status"
}
wait_for '2 0' looks alive 2 0
kids=$(tests/grade/look "$family" alive)
kid=${kids%%[!0-9]*}
check 'look: any number of them' '2 0' "$(looks alive + 0)"
check 'look: but not this one' '1 0' "$(looks alive + 0 "$kid")"
# shellcheck disable=SC2086  # each is a pid
check 'look: but not these' '0 1' "$(looks alive + 0 $kids)"
check 'look: nothing runs' '2 0' "$(looks all calm 900)"
for kid in $kids; do
    lowest=0
    while [ -e "/proc/$kid/fd/$lowest" ]; do
        lowest=$((lowest + 1))
    done
    set -- "/proc/$kid/fd/"*
    check 'look: its descriptors, and the lowest that is not open' \
        "$# $lowest" \
        "$(awk -v kid="$kid" '$1 == kid { print $4, $5 }' "$tmp/lines")"
done
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

# Nothing runs most of the time, but each look sees another process.
launch family sh -c '(for i in 1 2 3 4 5 6 7 8 9; do
    for j in 1 2 3 4 5 6 7 8 9; do env sleep 0.01; done; done) & wait'
family=$pid
wait_for 0 status_of alive + 900
check 'look: its processes change: that is not calm' 1 \
    "$(status_of all calm 10)"
# shellcheck disable=SC2046  # each is a pid
kill $(tests/grade/look "$family" alive)
wait_end "$family"

# The clients of a server that never accepts wait in its queue.
launch hang env FLAW=hang tests/bad/rude 127.0.0.1 0
wait_for 1 count_lines "$tmp/hang.out" '^listening'
port=$(sed -n 's/.* port //p' "$tmp/hang.out")
# visit: connect a client, which then goes
visit() {
    echo 'open 1' | tests/grade/peer 127.0.0.1 "$port"
}
visit >"$tmp/visits"
visit >>"$tmp/visits"
check 'look: those clients wait in its queue' "$port
$port" "$(tests/grade/look $$ queue)"
tests/grade/look $$ queue 3 900 >"$tmp/queue" &
looker=$!
nap 0.1
visit >>"$tmp/visits"
wait $looker
check 'look: a client comes while it looks' '0 3' \
    "$? $(wc -l <"$tmp/queue" | tr -d ' ')"
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
finish_tests
