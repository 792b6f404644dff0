#!/bin/sh
# lab: both FINs cross: CLOSING, then TIME_WAIT on both sides
# class: 3 minutes
# title: both sides close at once
# unp: RFC 9293, 3.6
# keep: If both sides close before a FIN arrives, both have closed first, and
#   both have the TIME_WAIT.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a simultaneous close'
question() {
    ask 'Both sides have closed, and a FIN is on its way in each direction.
        Which side will have the TIME_WAIT?' \
        'Which side has closed first?' \
        'client|its FIN was sent first' 'server|its FIN arrives first' \
        'both|each side has closed first' 'neither|they close together'
}
# The child is killed while the client's FIN is on the cable: the FINs cross.
cable ch05/server-v3 ch05/client-v1 <<'END'
run
eof
kill child
# ask
5
4
6
7
END
heading 'Both sides send a FIN before one of them arrives:'
show_cable
good 'Both sides have closed first, and both have a TIME_WAIT.'
case $(states | tail -n 1) in
    'TIME_WAIT TIME_WAIT') waiting=both ;;
    'TIME_WAIT '*) waiting=client ;;
    *' TIME_WAIT') waiting=server ;;
    *) waiting=neither ;;
esac
answer "$waiting" \
    'Each side sends its FIN before it receives the other one, so each has
    closed first. Each receives a FIN while it waits for an ACK, which is the
    state CLOSING, and goes on to TIME_WAIT.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'CLOSING on both sides, then TIME_WAIT' \
'you type Ctrl-D
4 FIN_WAIT1 --- FIN ACK 1 seq 1 --> ESTABLISHED
client ends, exit status 0
SIGKILL for child P
5 FIN_WAIT1 <-- FIN ACK 1 seq 1 --- FIN_WAIT1
server prints: child P terminated
child P ends, is reaped
5 arrives
6 CLOSING --- ACK 2 seq 2 --> FIN_WAIT1
4 arrives
7 CLOSING <-- ACK 2 seq 2 --- CLOSING
6 arrives
CLOSING TIME_WAIT
7 arrives
TIME_WAIT TIME_WAIT' "$story"
finish_tests
