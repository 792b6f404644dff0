#!/bin/sh
# lab: the cable is unplugged for a while, and nothing is lost

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a cable that is cut and mended'
cable ch05/server-v3 ch05/client-v1 <<'END'
run
unplug
type hello
plug
wait
5
6
7
8
END
show_cable
good 'No process has noticed it, and no byte is lost.'
check 'exit status' 0 "$status"
check 'the retransmission arrives, and the echo comes' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED
the cable is unplugged
client reads: hello
4 ESTABLISHED --- ACK 1 seq 1, 6 bytes --X ESTABLISHED
the cable is plugged in
5 ESTABLISHED --- ACK 1 seq 1, 6 bytes (4 again) --> ESTABLISHED
6 ESTABLISHED <-- ACK 7 seq 1 --- ESTABLISHED
7 ESTABLISHED <-- ACK 7 seq 1, 6 bytes --- ESTABLISHED
6 arrives
7 arrives
client prints: hello
8 ESTABLISHED --- ACK 7 seq 7 --> ESTABLISHED' "$(story)"
finish_tests
