#!/bin/sh
# lab: an old segment comes again in TIME_WAIT, and ends it (RFC 1337)
# class: 4 minutes
# title: an old segment comes again in TIME_WAIT
# unp: RFC 1337
# keep: A RST can end a TIME_WAIT early, unless the kernel ignores it, as RFC
#   1337 says.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'an old segment in TIME_WAIT'

# old_segment VALUE: a conversation with tcp_rfc1337=VALUE on both hosts; then
# segment 5, an ACK of the server, arrives again
old_segment() {
    cable ch05/server-v3 ch05/client-v1 <<END
set tcp_rfc1337 $1
run
type hello
run
eof
run
again 5
12
13
14
END
    [ -z "$DEMO" ] || grep -A 9 '^ 11 ' "$tmp/cable.out" | collect
}

in_class tell 'A client has sent a line, received its echo, and closed. All' \
    'segments have arrived: its side is in TIME_WAIT, the other one is CLOSED.'
ask "Now a copy of segment 5, an old ACK of the server, arrives once more. In
    which state is the client's side then?" \
    'A TIME_WAIT answers. What does the other host say to that answer?' \
    'TIME_WAIT|an old segment changes nothing' \
    'CLOSED|the TIME_WAIT has ended' \
    'ESTABLISHED|the connection is there again'
heading 'The last ACK arrives. Then segment 5, an old ACK, arrives once more:'
old_segment 0
! grep -q 'tcp_rfc1337 cannot be 0' "$tmp/cable.out" ||
    need rfc1337 'an old segment in TIME_WAIT'
check 'exit status' 0 "$status"
check 'TIME_WAIT answers it, the answer is answered by a RST' \
'11 TIME_WAIT --- ACK 8 seq 8 --> LAST_ACK
TIME_WAIT CLOSED
12 TIME_WAIT <-- ACK 7 seq 1 (5 again) --- CLOSED
13 TIME_WAIT --- ACK 8 seq 8 --> CLOSED
14 TIME_WAIT <-- RST seq 8 --- CLOSED
CLOSED CLOSED' "$(story | grep -A 9 '^11 ')"
bad 'The RST has ended the TIME_WAIT.'
answer "$(states | sed -n '$s/ .*//p')" \
    'TIME_WAIT answers an old segment with an ACK. Where no such connection is
    left, that ACK is answered by a RST, and the RST ends the TIME_WAIT. RFC
    1337 says how to prevent it: ignore the RST.' \
    'ch05/wire/README.md'

heading 'The same with net.ipv4.tcp_rfc1337=1:'
old_segment 1
check 'tcp_rfc1337=1: the TIME_WAIT stays' \
'11 TIME_WAIT --- ACK 8 seq 8 --> LAST_ACK
TIME_WAIT CLOSED
12 TIME_WAIT <-- ACK 7 seq 1 (5 again) --- CLOSED
13 TIME_WAIT --- ACK 8 seq 8 --> CLOSED
14 TIME_WAIT <-- RST seq 8 --- CLOSED' "$(story | grep -A 9 '^11 ')"
good 'The TIME_WAIT has ignored the RST.'
finish_tests
