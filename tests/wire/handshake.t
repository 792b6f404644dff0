#!/bin/sh
# lab: each segment of a whole conversation, and the states of both ends

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a conversation, segment by segment'
# Three segments; a line, its ACK, the echo and its ACK; four segments.
cable ch05/server-v3 ch05/client-v1 <<'END'
1
2
3
type hello
4
5
6
7
eof
8
9
10
11
END
show_in_order
check 'exit status' 0 "$status"
check 'three segments, data, four segments' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED
client reads: hello
4 ESTABLISHED --- ACK 1 seq 1, 6 bytes --> ESTABLISHED
5 ESTABLISHED <-- ACK 7 seq 1 --- ESTABLISHED
6 ESTABLISHED <-- ACK 7 seq 1, 6 bytes --- ESTABLISHED
5 arrives
6 arrives
client prints: hello
7 ESTABLISHED --- ACK 7 seq 7 --> ESTABLISHED
client reads Ctrl-D
client ends, exit status 0
8 FIN_WAIT1 --- FIN ACK 7 seq 7 --> ESTABLISHED
server prints: child P terminated
child P ends, is reaped
9 FIN_WAIT1 <-- ACK 8 seq 7 --- LAST_ACK
10 FIN_WAIT1 <-- FIN ACK 8 seq 7 --- LAST_ACK
9 arrives
FIN_WAIT2 LAST_ACK
10 arrives
11 TIME_WAIT --- ACK 8 seq 8 --> LAST_ACK
TIME_WAIT CLOSED' "$(story)"
finish_tests
