#!/bin/sh
# lab: an echo is lost, and comes twice: the client prints it once
# class: 3 minutes
# title: an echo is lost, and then it comes twice
# unp: 2.4
# keep: Sequence numbers tell a kernel what it has got already, so no byte
#   reaches a program twice.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a lost echo'
question() {
    ask 'An echo, segment 6, was lost. It was retransmitted, and the client has
        received it. Now a copy of the lost segment 6 arrives, too. How many
        lines has the client printed then?' \
        'Which sequence numbers does the copy have?' \
        '0|the echo was lost' '1|the copy is dropped' '2|the echo came twice'
}
# Segment 6 is the echo; later a copy of it arrives once more.
cable ch05/server-v3 ch05/client-v1 <<'END'
run
type hello
4
5
lose 6
wait
7
8
again 6
# ask
9
10
END
heading 'Segment 6, the echo, is lost. Later a copy of it arrives once more:'
show_in_order
good 'TCP has retransmitted the echo, and has dropped the copy.'
answer "$(story | grep -c '^client prints: ')" \
    'The sequence numbers of the copy are below what the client expects. So its
    kernel drops the bytes, and only sends its ACK again. No byte reaches a
    program twice.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'the echo comes again' \
'you type: hello
4 ESTABLISHED --- ACK 1 seq 1, 6 bytes --> ESTABLISHED
5 ESTABLISHED <-- ACK 7 seq 1 --- ESTABLISHED
6 ESTABLISHED <-- ACK 7 seq 1, 6 bytes --- ESTABLISHED
5 arrives
6 is lost
7 ESTABLISHED <-- ACK 7 seq 1, 6 bytes (6 again) --- ESTABLISHED
8 ESTABLISHED --- ACK 7 seq 7 --> ESTABLISHED
client prints: hello
8 arrives
9 ESTABLISHED <-- ACK 7 seq 1, 6 bytes (6 again) --- ESTABLISHED
10 ESTABLISHED --- ACK 7 seq 7 --> ESTABLISHED' "$story"
check 'the client prints its line once' 1 \
    "$(count_lines "$tmp/cable.out" 'client prints: hello')"
finish_tests
