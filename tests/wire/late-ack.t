#!/bin/sh
# lab: the FIN of the child overtakes its ACK: the end of a TIME_WAIT
# class: 3 minutes
# title: a FIN overtakes an ACK
# unp: RFC 1337
# keep: An old segment can end a TIME_WAIT: it is answered, and the answer
#   brings a RST.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a late ACK'
question() {
    ask 'The client has closed first. Of the two segments that the server
        answers, 6, its FIN, arrives before 5, the ACK that was sent earlier.
        Nothing is lost. In which state is the client at the end?' \
        'What does a listening socket say to an ACK that it does not know?' \
        'TIME_WAIT|it closed first' 'CLOSED|its TIME_WAIT has ended early' \
        'FIN_WAIT2|the order is wrong'
}
# Segment 6 is the FIN, segment 5 the ACK that was sent before it.
cable ch05/server-v3 ch05/client-v1 <<'END'
run
eof
4
# ask
6
7
5
8
9
END
heading 'The client closes first. Segment 6 overtakes segment 5:'
show_cable
bad 'No TIME_WAIT is left. So make demo stops the children meanwhile.'
answer "$(states | sed -n '$s/ .*//p')" \
    'The late ACK comes to a TIME_WAIT, which answers it. The connection is gone
    at the other host: only the listening socket is there, and it sends a RST.
    The RST ends the TIME_WAIT (RFC 1337).' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'the late ACK ends the TIME_WAIT' \
'you type Ctrl-D
4 FIN_WAIT1 --- FIN ACK 1 seq 1 --> ESTABLISHED
client ends, exit status 0
4 arrives
5 FIN_WAIT1 <-- ACK 2 seq 1 --- CLOSE_WAIT
6 FIN_WAIT1 <-- FIN ACK 2 seq 1 --- LAST_ACK
server prints: child P terminated
child P ends, is reaped
6 arrives
7 TIME_WAIT --- ACK 2 seq 2 --> LAST_ACK
7 arrives
TIME_WAIT CLOSED
5 arrives
8 TIME_WAIT --- ACK 2 seq 2 --> CLOSED
9 TIME_WAIT <-- RST seq 2 --- CLOSED
CLOSED CLOSED' "$story"
finish_tests
