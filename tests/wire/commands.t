#!/bin/sh
# test: bad commands, bad programs: a message each, and nothing is lost
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

usage='usage: wire [server [client]]'
wire=ch05/wire/wire

check_refusal 2 "wire: ch05/none: No such file or directory
$usage" $wire ch05/none
check_refusal 2 "wire: ch05/none: No such file or directory
$usage" $wire ch05/server-v3 ch05/none
check_refusal 2 "wire: ch05/server-v3.c: Permission denied
$usage" $wire ch05/server-v3.c
check_refusal 2 "wire: ch05: not a program
$usage" $wire ch05
check_refusal 2 "wire: too many arguments: more
$usage" $wire ch05/server-v3 ch05/client-v1 more

need wire 'bad commands'
# A program that ends, one that takes no address, and one that is no server.
check_refusal 1 \
    'wire: tests/tool/reason has ended: it does not listen on '\
'192.0.2.2 port 9877' \
    $wire tests/tool/reason
check_refusal 1 'wire: ch05/proc/wait has ended: it has not sent a SYN' \
    $wire ch05/server-v3 ch05/proc/wait
check 'the message of the client that ends' 1 \
    "$(grep -c 'client prints: wait: too many arguments' "$tmp/refused.out")"
check_refusal 1 'wire: ch05/client-v1 does not listen on 192.0.2.2 port 9877' \
    $wire ch05/client-v1

# Between the steps of a good conversation: all that cannot be done.
cable ch05/server-v3 ch05/client-v1 <<'END'
nonsense
N
lose 99
1
99999999999999999999
1x
1
lose 1
again
again 0
2
kill
kill parent
kill child
stop child now
3
set
set none 1
lose
type hello
4
5
6
eof
eof
type more
# a comment
END
check 'a list with a bad command: exit status' 2 "$status"
check 'bad commands: a message each, and nothing is lost by them' \
"1 SYN_SENT --- SYN seq 0 --> LISTEN
there is no command 'nonsense': type help for the list
there is no command 'N': type help for the list
there is no segment 99
1 arrives
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
there is no segment 99999999999999999999
there is no segment 1x
1 is not on the cable: it has arrived
1 is not on the cable: it has arrived
which one? as in: again 5
there is no segment 0
2 arrives
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
which one: client, server or child?
which one: client, server or child?
there is no child
which one: client, server or child?
3 arrives
server forks child P
ESTABLISHED ESTABLISHED
which value? as in: set tcp_rfc1337 1
none cannot be 1: No such file or directory
nothing is on the cable
you type: hello
4 ESTABLISHED --- ACK 1 seq 1, 6 bytes --> ESTABLISHED
5 ESTABLISHED <-- ACK 7 seq 1 --- ESTABLISHED
6 ESTABLISHED <-- ACK 7 seq 1, 6 bytes --- ESTABLISHED
5 arrives
6 arrives
7 ESTABLISHED --- ACK 7 seq 7 --> ESTABLISHED
client prints: hello
you type Ctrl-D
8 FIN_WAIT1 --- FIN ACK 7 seq 7 --> ESTABLISHED
client ends, exit status 0
you have typed Ctrl-D: nothing can follow it
you have typed Ctrl-D: nothing can follow it
7 is still on the cable
8 is still on the cable" "$story"

# A long line: three segments, and not one that the kernel has put together.
# `run` lets all arrive, although that takes longer than half a second.
long=$(printf %04000d 0)
cable_of "run\ntype $long\n4\ntype $long\nrun\n" ch05/server-v3 ch05/client-v1
check 'lines of 4001 bytes: nothing is left on the cable' '' \
    "$(story | grep 'still on')"
check 'a line of 4001 bytes: its segments' \
    'ACK 1 seq 1, 1448 bytes
ACK 1 seq 1449, 1448 bytes
ACK 1 seq 2897, 1105 bytes' \
    "$(story | sed -n 's/.*--- \(ACK .* bytes\) -->.*/\1/p' | sed 3q)"

# The last line needs no newline; spaces, and a carriage return, do no harm.
cable_of ' 1 \r\n\t2\n3\ntype  a  b \n4\n5\n6' ch05/server-v3 ch05/client-v1
check 'spaces around a command' 'client prints: a b' \
    "$(story | grep '^client prints')"

# A line that is too long for the wire is not cut, and does not hide the next.
cable_of "# $(printf %05000d 0)\nnote $(printf %05000d 0)\nnote next\n" \
    ch05/server-v3 ch05/client-v1
check 'a line of 5002 bytes, one of 5005, and the next one' 'Note: next' \
    "$(story | grep '^Note')"
check 'a command of 5005 bytes: it says that this is too long' '2 1' \
    "$status $(grep -c 'a command has less than 4096 bytes' "$tmp/cable.out")"

# What a program prints is shown as it is, but cannot change the screen.
cable_of 'run\ntype \033[31m\001x\nrun\n' ch05/server-v3 ch05/client-v1
check 'control characters' 'client prints: ?[31m?x' \
    "$(story | grep '^client prints')"

check 'a line of the server that is too long for its place: where it ends' 80 \
    "$(awk '/prints: listening/ { print length }' "$tmp/cable.out")"

# A client that waits for the disk: nothing moves for six seconds, and yet the
# wire waits for its SYN.
cable_of '1\n2\n3\n' ch05/server-v3 tests/tool/late-client
check 'a client in state D: the state of both sides' 'ESTABLISHED ESTABLISHED' \
    "$(states | tail -n 1)"

if have /dev/full 'stdout is full'; then
    launch full sh -c 'exec ch05/wire/wire >/dev/full'
    wait_end "$pid"
    check 'stdout is full' "1 wire: stdout: $(reason ENOSPC)" \
        "$status $(cat "$tmp/full.err")"
fi
finish_tests
