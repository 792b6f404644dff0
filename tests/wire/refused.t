#!/bin/sh
# lab: a SYN to a port where no socket listens: RST, and ECONNREFUSED

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a refused connection'
cable ch05/server-v3 ch05/client-v1 <<'END'
kill server
1
2
END
show_cable
good 'The host answers, not a process: the server is gone.'
check 'exit status' 0 "$status"
check 'the SYN is answered by a RST' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
SIGKILL for server P
server ends, signal 9
SYN_SENT CLOSED
1 arrives
2 SYN_SENT <-- RST ACK 1 seq 0 --- CLOSED
client prints: client-v1: connect: Connection refused
client ends, exit status 1
CLOSED CLOSED' "$(story)"
finish_tests
