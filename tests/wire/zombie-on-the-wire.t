#!/bin/sh
# lab: the connection is closed, and its zombie is still there
# class: 3 minutes

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a zombie, seen from the cable'
question() {
    ask 'All segments will arrive, until both ends are closed. In which state is
        the child of server-v1 then?' \
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
heading 'A client of server-v1 closes, and its child ends:'
show_in_order
bad 'The socket is gone. The zombie is not: no FIN reaps it.'
left=$(story | sed -n 's/^child P \([A-Z]\) .*/\1/p')
answer "${left:-gone}" \
    'The child has ended, and the kernel has closed its socket. But its place in
    the process table is there until the parent waits. Processes and connections
    have different ends: no segment reaps a zombie.' \
    'UNP 5.7 to 5.9; ch05/wire/README.md'
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
