#!/bin/sh
# lab: the FIN of the child overtakes its ACK: the end of a TIME_WAIT

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a late ACK'
# Segment 6 is the FIN, segment 5 the ACK that was sent before it.
cable ch05/server-v3 ch05/client-v1 <<'END'
run
eof
4
6
7
5
8
9
END
show_cable
bad 'No segment was lost, and there is no TIME_WAIT: this is why make demo
stops the children until the ACK has arrived.'
check 'exit status' 0 "$status"
check 'the late ACK ends the TIME_WAIT' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED
client reads Ctrl-D
client ends, exit status 0
4 FIN_WAIT1 --- FIN ACK 1 seq 1 --> ESTABLISHED
server prints: child P terminated
child P ends, is reaped
5 FIN_WAIT1 <-- ACK 2 seq 1 --- LAST_ACK
6 FIN_WAIT1 <-- FIN ACK 2 seq 1 --- LAST_ACK
6 arrives
7 TIME_WAIT --- ACK 2 seq 2 --> LAST_ACK
7 arrives
TIME_WAIT CLOSED
5 arrives
8 TIME_WAIT --- ACK 2 seq 2 --> CLOSED
9 TIME_WAIT <-- RST seq 2 --- CLOSED
CLOSED CLOSED' "$(story)"
finish_tests
