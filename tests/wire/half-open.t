#!/bin/sh
# lab: the server's host reboots, and the client does not know it
# class: 3 minutes
# title: the server's host reboots
# unp: 5.15
# keep: A host that has rebooted answers the segments of its old connections
#   with a RST.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a half-open connection'
question() {
    ask "The server's host has rebooted, and the server runs again. You type
        a line to the client. How does that host answer?" \
        'Which of its sockets knows this connection?' \
        'RST|there is no such connection' \
        'ACK|the new server receives the line' \
        'nothing|it has forgotten the client'
}
cable ch05/server-v3 ch05/client-v1 <<'END'
run
reboot
# ask
type are you there?
4
5
END
heading "The server's host reboots, and the client does not learn it:"
show_cable
bad 'Only the client was still ESTABLISHED, until it sent a line.'
reply=$(story | sed -n 's/^5 [A-Z0-9_]* <-- \([A-Z]*\) .*/\1/p')
answer "${reply:-nothing}" \
    'The new kernel knows nothing of the old connection, and the new server
    listens for SYNs only. So a RST answers the line, and read fails with
    ECONNRESET. Before that, the client cannot know about the reboot.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'the next line is answered by a RST' \
'the server'\''s host reboots
server prints: listening on 192.0.2.2 port P
ESTABLISHED CLOSED
you type: are you there?
4 ESTABLISHED --- ACK 1 seq 1, 15 bytes --> CLOSED
5 ESTABLISHED <-- RST seq 1 --- CLOSED
client prints: client-v1: read: Connection reset by peer
client ends, exit status 1
CLOSED CLOSED' "$story"
finish_tests
