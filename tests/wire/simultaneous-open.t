#!/bin/sh
# lab: two SYNs cross, and one connection begins
# title: both sides call connect, and nobody accepts
# class: 3 minutes
# unp: 2.6
# keep: TCP needs no server: two SYNs that cross make one connection.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a simultaneous open'
question() {
    ask 'Each host has sent a SYN to the other one, and nobody listens on these
        ports. What do the two SYNs become?' \
        'In SYN_SENT, a host waits for a SYN ACK. What is a SYN without ACK?' \
        'one|one connection' 'two|a connection in each direction' \
        'none|a RST answers each SYN'
}
# The program on the server's host stops itself before it connects.
cable tests/tool/crossing tests/tool/crossing <<'END'
cont server
# ask
1
2
3
4
run
END
heading 'Both programs call connect, from port 9878 to port 9878:'
show_cable
good 'One connection, without listen and without accept.'
case $(states | grep -c '^ESTABLISHED ESTABLISHED$')/$(story | grep -c RST) in
    1/0) outcome=one ;;
    0/*) outcome=none ;;
    *) outcome=two ;;
esac
answer "$outcome" \
    'In SYN_SENT, a SYN is welcome, too: the host answers with a SYN ACK and
    waits in SYN_RCVD, as a server does. Both SYNs have the same two pairs of
    address and port, so this is one connection. Real programs do it to pass two
    firewalls.' \
    'RFC 9293, 3.5; ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'SYN_SENT, SYN_RCVD and ESTABLISHED on both sides' \
'1 SYN_SENT --- SYN seq 0 --> CLOSED
SIGCONT for server P
2 SYN_SENT <-- SYN seq 0 --- SYN_SENT
1 arrives
3 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
2 arrives
4 SYN_RCVD --- SYN ACK 1 seq 0 --> SYN_RCVD
3 arrives
5 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
client prints: connected
4 arrives
6 ESTABLISHED <-- ACK 1 seq 1 --- ESTABLISHED
server prints: connected
5 arrives
6 arrives' "$story"
finish_tests
