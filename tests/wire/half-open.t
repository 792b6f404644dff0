#!/bin/sh
# lab: the server's host reboots, and the client does not know it

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a half-open connection'
cable ch05/server-v3 ch05/client-v1 <<'END'
run
reboot
type are you there?
4
5
END
show_cable
bad 'Only the client was still ESTABLISHED, until it sent something.'
check 'exit status' 0 "$status"
check 'the next line is answered by a RST' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED
the server'\''s host reboots
server prints: listening on 192.0.2.2 port P
ESTABLISHED CLOSED
client reads: are you there?
4 ESTABLISHED --- ACK 1 seq 1, 15 bytes --> CLOSED
5 ESTABLISHED <-- RST seq 1 --- CLOSED
client prints: client-v1: read: Connection reset by peer
client ends, exit status 1
CLOSED CLOSED' "$(story)"
finish_tests
