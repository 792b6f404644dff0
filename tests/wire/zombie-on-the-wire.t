#!/bin/sh
# lab: the connection is closed, and its zombie is still there
# class: 3 minutes
# title: the last segment, and the child
# unp: 5.7 to 5.9
# keep: Closing a connection does not reap a child; only its parent can do that.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a zombie, seen from the cable'
question() {
    ask 'A client of server-v1 closes, and all segments arrive until both sides
        are CLOSED or in TIME_WAIT. In which state is the child of server-v1
        then?' \
        'What do TCP and the process table know of each other?' \
        'gone|its connection is closed' 'Z|nobody waits for it' \
        'S|it sleeps in read'
}
cable ch05/server-v1 ch05/client-v1 <<'END'
run
eof
# ask
run
ps
END
heading 'server-v1 serves a client, and does not wait for its child:'
show_in_order
bad 'The socket is gone, and the zombie is still there. No FIN reaps it.'
left=$(story | sed -n 's/^child P \([A-Z]\) .*/\1/p')
answer "${left:-gone}" \
    'The child has ended, and the kernel has closed its socket. But its place in
    the process table is there until the parent waits. No segment reaps a
    zombie.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'the sockets close, the zombie stays' \
'you type Ctrl-D
4 FIN_WAIT1 --- FIN ACK 1 seq 1 --> ESTABLISHED
client ends, exit status 0
4 arrives
5 FIN_WAIT1 <-- ACK 2 seq 1 --- CLOSE_WAIT
6 FIN_WAIT1 <-- FIN ACK 2 seq 1 --- LAST_ACK
child P ends: a zombie
5 arrives
FIN_WAIT2 LAST_ACK
6 arrives
7 TIME_WAIT --- ACK 2 seq 2 --> LAST_ACK
TIME_WAIT CLOSED
server P S asleep
child P Z zombie' "$story"
finish_tests
