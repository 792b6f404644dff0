#!/bin/sh
# lab: a SYN to a port where no socket listens: RST, and ECONNREFUSED
# class: 3 minutes
# title: a SYN to a port where no socket listens
# unp: 4.3
# keep: A kernel answers a SYN, without a process; where no socket listens, it
#   answers with a RST.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a refused connection'
question() {
    ask 'The server has been killed, but its host is there. What does this
        host answer to a SYN?' \
        'Who answers a SYN: a process, or the kernel?' \
        'RST|no socket listens' 'SYN|the kernel accepts, as before' \
        'nothing|no process is there'
}
cable ch05/server-v3 ch05/client-v1 <<'END'
kill server
# ask
1
2
END
heading 'The server has been killed, and a client connects:'
show_cable
good 'The kernel of the host answers, without a process.'
case $(story | grep '^2 .* <-- ') in
    *' RST '*) reply=RST ;;
    *' SYN '*) reply='SYN' ;;
    *) reply=nothing ;;
esac
answer "$reply" \
    'The kernel answers, without a process. Where no socket listens, it answers
    with a RST. So connect fails at once with ECONNREFUSED. If the host were
    gone, there would be no answer, and connect would fail after minutes.' \
    'ch05/wire/README.md'
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
CLOSED CLOSED' "$story"
finish_tests
