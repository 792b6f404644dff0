#!/bin/sh
# lab: the connection is closed, and its zombie is still there

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a zombie, seen from the cable'
cable ch05/server-v1 ch05/client-v1 <<'END'
run
eof
run
ps
END
show_in_order
bad 'The socket is gone. The zombie is not: no FIN reaps it.'
check 'exit status' 0 "$status"
check 'the sockets close, the zombie stays' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED
client reads Ctrl-D
client ends, exit status 0
4 FIN_WAIT1 --- FIN ACK 1 seq 1 --> ESTABLISHED
child P ends: a zombie
5 FIN_WAIT1 <-- ACK 2 seq 1 --- LAST_ACK
6 FIN_WAIT1 <-- FIN ACK 2 seq 1 --- LAST_ACK
5 arrives
FIN_WAIT2 LAST_ACK
6 arrives
7 TIME_WAIT --- ACK 2 seq 2 --> LAST_ACK
TIME_WAIT CLOSED
server P S asleep
child P Z zombie' "$(story)"
finish_tests
