#!/bin/sh
# lab: each segment of a whole conversation, and the states of both sides
# class: 4 minutes
# title: a whole conversation, segment by segment
# unp: 2.6
# keep: Three segments open a connection. Each direction is closed by a FIN, and
#   each FIN is acknowledged.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a conversation, segment by segment'
question() {
    ask 'The client reads Ctrl-D and closes, and then the child closes, too. How
        many segments does it take to close the connection?' \
        'Each direction is closed on its own. Is a FIN acknowledged?' \
        '1|the FIN of the client' '2|a FIN from each side' \
        '3|as many as for opening it' '4|a FIN and its ACK for each direction'
}
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
# ask
eof
8
9
10
11
END
heading 'A whole conversation, and the states of both sides:'
show_in_order
good 'Three segments open it, four close it.'
answer "$(story | awk '/you type Ctrl-D/ { closing = 1 }
        closing && $1 ~ /^[0-9]+$/ && NF > 4 { n++ }
        END { print n + 0 }')" \
    'A FIN closes one direction. It takes up a sequence number, so it is
    acknowledged. The ACK of the first FIN may travel together with the second
    FIN, and then there are three segments. Here each ACK is sent at once.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'three segments, data, four segments' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED
you type: hello
4 ESTABLISHED --- ACK 1 seq 1, 6 bytes --> ESTABLISHED
5 ESTABLISHED <-- ACK 7 seq 1 --- ESTABLISHED
6 ESTABLISHED <-- ACK 7 seq 1, 6 bytes --- ESTABLISHED
5 arrives
6 arrives
7 ESTABLISHED --- ACK 7 seq 7 --> ESTABLISHED
client prints: hello
7 arrives
you type Ctrl-D
8 FIN_WAIT1 --- FIN ACK 7 seq 7 --> ESTABLISHED
client ends, exit status 0
8 arrives
9 FIN_WAIT1 <-- ACK 8 seq 7 --- CLOSE_WAIT
10 FIN_WAIT1 <-- FIN ACK 8 seq 7 --- LAST_ACK
server prints: child P terminated
child P ends, is reaped
9 arrives
FIN_WAIT2 LAST_ACK
10 arrives
11 TIME_WAIT --- ACK 8 seq 8 --> LAST_ACK
TIME_WAIT CLOSED' "$whole_story"
sed -n '/^ *8  FIN_WAIT1  .*-->/,/^$/p' ch05/TEACHING.md | grep . |
    as_story >"$tmp/page"
check_range 'ch05/TEACHING.md: lines of the end of it' 8 9 \
    "$(grep -c . "$tmp/page")"
check 'ch05/TEACHING.md: lines that are not so' '' \
    "$(printf '%s\n' "$whole_story" | grep -vxFf - "$tmp/page")"
finish_tests
