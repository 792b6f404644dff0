#!/bin/sh
# lab: the last ACK is lost: why there is a TIME_WAIT
# class: 4 minutes

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a lost last ACK'
question() {
    ask 'The last ACK is lost. The client and the child have ended. Which host
        sends the next segment?' \
        'Which end does not know that all is well?' \
        'client|its TIME_WAIT sends the ACK again' \
        'server|its kernel sends the FIN again' \
        'neither|no process is left'
}
# The server retransmits its FIN, and the TIME_WAIT must answer it.
cable ch05/server-v3 ch05/client-v1 <<'END'
run
eof
4
5
6
lose 7
# ask
wait
8
9
END
heading 'The client closes first, and its last ACK is lost:'
show_in_order
good 'The FIN has come again, and the TIME_WAIT has answered it.'
case $(story | grep '^8 ') in
    *' --- '*' --> '*) sender=client ;;
    *' <-- '*' --- '*) sender=server ;;
    *) sender=neither ;;
esac
answer "$sender" \
    'The end in LAST_ACK receives no answer to its FIN: its kernel retransmits
    the FIN; no process is needed. Without the TIME_WAIT nobody would know the
    connection there, and the FIN would be answered by a RST.' \
    'UNP 2.7; ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'the FIN comes again, and TIME_WAIT answers it' \
'you type Ctrl-D
4 FIN_WAIT1 --- FIN ACK 1 seq 1 --> ESTABLISHED
client ends, exit status 0
4 arrives
5 FIN_WAIT1 <-- ACK 2 seq 1 --- CLOSE_WAIT
6 FIN_WAIT1 <-- FIN ACK 2 seq 1 --- LAST_ACK
server prints: child P terminated
child P ends, is reaped
5 arrives
FIN_WAIT2 LAST_ACK
6 arrives
7 TIME_WAIT --- ACK 2 seq 2 --> LAST_ACK
7 is lost
8 TIME_WAIT <-- FIN ACK 2 seq 1 (6 again) --- LAST_ACK
9 TIME_WAIT --- ACK 2 seq 2 --> LAST_ACK
TIME_WAIT CLOSED' "$story"
finish_tests
