#!/bin/sh
# lab: the last ACK is lost: why there is a TIME_WAIT
# class: 4 minutes
# title: the last ACK is lost
# unp: 2.7
# keep: One reason for TIME_WAIT is that the last ACK may get lost, and must
#   then be sent again.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a lost last ACK'
question() {
    ask 'The last ACK is lost. The client and the child have ended. Which host
        sends the next segment?' \
        'Which side waits for an ACK?' \
        'client|its TIME_WAIT retransmits the ACK' \
        'server|its kernel retransmits the FIN' \
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
heading 'Segment 7, the last ACK, is lost:'
show_in_order
good 'The FIN is retransmitted, and the TIME_WAIT answers it with its ACK.'
case $(story | grep '^8 ') in
    *' --- '*' --> '*) sender=client ;;
    *' <-- '*' --- '*) sender=server ;;
    *) sender=neither ;;
esac
answer "$sender" \
    'The side in LAST_ACK receives no ACK for its FIN, so its kernel retransmits
    the FIN. No process is needed. Without the TIME_WAIT, the other kernel would
    not know the connection any more, and would answer with a RST.' \
    'ch05/wire/README.md'
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
# The first run in the README has the same segments.
check 'ch05/wire/README.md: the first run' "$whole_story" \
    "$(awk '/^```$/ && ++fences == 2 { exit }
        fences == 1 && ++n > 3' ch05/wire/README.md | as_story)"
finish_tests
