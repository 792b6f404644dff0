#!/bin/sh
# lab: both FINs cross: CLOSING, then TIME_WAIT at both ends

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a simultaneous close'
# The child is killed while the client's FIN is on the cable: the FINs cross.
cable ch05/server-v3 ch05/client-v1 <<'END'
run
eof
kill child
5
4
6
7
END
show_cable
good 'Both ends have closed first, and both have a TIME_WAIT.'
check 'exit status' 0 "$status"
check 'CLOSING at both ends, then TIME_WAIT' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED
client reads Ctrl-D
client ends, exit status 0
4 FIN_WAIT1 --- FIN ACK 1 seq 1 --> ESTABLISHED
SIGKILL for child P
server prints: child P terminated
child P ends, is reaped
5 FIN_WAIT1 <-- FIN ACK 1 seq 1 --- FIN_WAIT1
5 arrives
6 CLOSING --- ACK 2 seq 2 --> FIN_WAIT1
4 arrives
7 CLOSING <-- ACK 2 seq 2 --- CLOSING
6 arrives
CLOSING TIME_WAIT
7 arrives
TIME_WAIT TIME_WAIT' "$(story)"
finish_tests
