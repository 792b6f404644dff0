#!/bin/sh
# lab: the cable is unplugged for a while, and nothing is lost
# class: 3 minutes
# title: the cable is unplugged for a while
# unp: 2.4, 5.14
# keep: A connection is only what the two kernels know, so a cable that is cut
#   for a while changes nothing.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a cable that is unplugged for a while'
question() {
    ask 'The user types hello while the cable is unplugged, and the segment is
        lost. Then the cable is plugged in again. What does the client print?' \
        'What does a kernel do with bytes that are not acknowledged?' \
        'hello|the line is retransmitted' 'nothing|the line is lost' \
        'an error|the connection was broken'
}
cable ch05/server-v3 ch05/client-v1 <<'END'
run
unplug
type hello
# ask
plug
wait
5
6
7
8
END
heading 'A line is typed while the cable is unplugged:'
show_cable
good 'No process has noticed it, and no byte is lost.'
printed=$(story | sed -n 's/^client prints: //p')
case $printed in
    hello) ;;
    '') printed=nothing ;;
    *) printed='an error' ;;
esac
answer "$printed" \
    'A connection is only what the two kernels know. A cable that is cut changes
    nothing in there. The kernel retransmits the line until it is acknowledged,
    and would give up only after many minutes.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'the retransmission arrives, and the echo comes' \
'the cable is unplugged
you type: hello
4 ESTABLISHED --- ACK 1 seq 1, 6 bytes --X ESTABLISHED
the cable is plugged in
5 ESTABLISHED --- ACK 1 seq 1, 6 bytes (4 again) --> ESTABLISHED
6 ESTABLISHED <-- ACK 7 seq 1 --- ESTABLISHED
7 ESTABLISHED <-- ACK 7 seq 1, 6 bytes --- ESTABLISHED
6 arrives
7 arrives
8 ESTABLISHED --- ACK 7 seq 7 --> ESTABLISHED
client prints: hello
8 arrives' "$story"
finish_tests
