#!/bin/sh
# test: peer: the commands with which a lesson talks to a program

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
check 'the first bad answer is the answer of all' \
    'no connection: it is not open' "$(peer 'open 2' 'echo 1-2 x' | tail -n 1)"
check 'a command has no short form, and more than a MiB is not sent' \
    'no such command: try help
ok
ok' "$(peer 'op 1' 'open 1' 'bulk 1 3000000')"
# It has all characters from the space to the tilde.
line=$(awk 'BEGIN { for (i = 32; i < 127; i++) printf "%c", i }')
check 'put and get: a line of 95 characters, and its newline' ok \
    "$(peer 'open 1' "send 1 $line" 'get 1 96' | tail -n 1)"
begun=$(clock)
check 'show: what comes' '"x\n"' "$(silence=9000 peer 'open 1' 'show 1 x' |
    tail -n 1)"
check_range 'show: after 100 ms, no more comes: hundredths' 10 800 \
    $(($(clock) - begun))
check 'show: there is no connection' 'no connection' "$(peer 'show 1 x')"
kill_process "$server"

# A server that never accepts: each command has an end.
launch hang env FLAW=hang tests/bad/rude 127.0.0.1 0
wait_for 1 count_lines "$tmp/hang.out" '^listening'
port=$(sed -n 's/.* port //p' "$tmp/hang.out")
begun=$(clock)
check 'a silence' 'no echo: 0 of 2 bytes in 0.3 s' \
    "$(peer 'open 1' 'echo 1 x' | tail -n 1)"
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
lasts piece peer 'open 1' 'slow 1 0123456789' &
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

launch alone env FLAW=alone tests/bad/fork 127.0.0.1 0
wait_for 1 count_lines "$tmp/alone.out" '^listening'
port=$(sed -n 's/.* port //p' "$tmp/alone.out")
check 'its queue is full' 'no connect: the SYN is not answered in 0.3 s' \
    "$(peer 'open 1-5')"
kill_process "$pid"

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
            *of\ [0-9][0-9][0-9][0-9]*)
                answer=$(echo "$answer" | sed 's/of [0-9]*/of N/') ;;
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
b put 1 5000 | ok
a serve 1 4999 | too much: its input has 4999 bytes, and it sends more
b open 1 | ok
a accept 1 | ok
b put 1 4 | ok
b reset 1 | ok
a serve 1 4 | RST: the client has gone
b open 1 | ok
a accept 1 | ok
a fin 1 | ok
b late-read 1 | FIN: after 0 of N bytes
b open 1 | ok
a accept 1 | ok
a bulk 1 256 | no echo: 0 of 256 bytes in 0.1 s
a bulk 1 256 | no echo: 0 of 256 bytes in 0.1 s
b bulk 1 512 | wrong byte: number 257 is 0, not 7
b open 1 | ok
a accept 1 | ok
b send 1 x | ok
a want 1 x | ok
a send 1 its ACK waits from now on | ok
b want 1 its ACK waits from now on | ok
b send 1 one | ok
b send 1 two | ok
b reset 1 | ok
a want 1 one\ntwo | ok
a show 1 | nothing, then a RST
a show 1 x | no connection: Broken pipe
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
begun=$(clock)
dialogue <<'END'
b open 1 | ok
a accept 1 | ok
b put 1 4 | ok
b fin 1 | ok
a slow-serve 1 | ok
END
check_range 'slow-serve: the first echo is late, if the last is unknown' 160 \
    900 $(($(clock) - begun))
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
finish_tests
