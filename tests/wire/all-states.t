#!/bin/sh
# lab: all eleven states of TCP, in this chapter's own programs
# class: 4 minutes
# title: in which state is the side that waits?
# unp: 2.6
# keep: The kernel acknowledges a FIN, and waits in CLOSE_WAIT until the process
#   closes.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'the eleven states of TCP'

# story_of TITLE: run these commands; show the states of both sides, in order
story_of() {
    cable ch05/server-v3 ch05/client-v1
    states >"$tmp/states"
    cat "$tmp/states" >>"$tmp/all"
    heading "$1"
    [ -z "$DEMO" ] ||
        awk '{ printf "    %-11s  %s\n", $1, $2 }' "$tmp/states" | collect
}

# While the child is stopped it does not read EOF: CLOSE_WAIT stays.
in_class tell 'The client reads Ctrl-D and closes. The child is stopped,' \
    'so it cannot read the end of file.'
ask "In which state is the server's side as long as the child is stopped?" \
    'Who acknowledges a FIN: the child, or its kernel?' \
    'ESTABLISHED|the child has not read the FIN' \
    'CLOSE_WAIT|the kernel has received the FIN' \
    'LAST_ACK|the kernel answers with a FIN' 'CLOSED|the client has closed'
story_of 'The client closes first, and the child waits: client, server' <<'END'
1
2
3
stop child
eof
4
5
cont child
6
7
END
check 'the client closes first' \
'SYN_SENT LISTEN
SYN_SENT SYN_RCVD
ESTABLISHED SYN_RCVD
ESTABLISHED ESTABLISHED
FIN_WAIT1 ESTABLISHED
FIN_WAIT1 CLOSE_WAIT
FIN_WAIT2 CLOSE_WAIT
FIN_WAIT2 LAST_ACK
TIME_WAIT LAST_ACK
TIME_WAIT CLOSED' "$(cat "$tmp/states")"

answer "$(sed -n 's/^FIN_WAIT2 //p' "$tmp/states" | sed 1q)" \
    'The kernel receives a FIN and acknowledges it, without a process. It waits
    in CLOSE_WAIT until the process closes its descriptor. Only then does it
    send its own FIN.' \
    'ch05/wire/README.md'

story_of 'Both close at once, and their FINs cross:' <<'END'
run
eof
kill child
5
4
6
7
END
check 'both close at once' \
'SYN_SENT LISTEN
SYN_SENT SYN_RCVD
ESTABLISHED SYN_RCVD
ESTABLISHED ESTABLISHED
FIN_WAIT1 ESTABLISHED
FIN_WAIT1 FIN_WAIT1
CLOSING FIN_WAIT1
CLOSING CLOSING
CLOSING TIME_WAIT
TIME_WAIT TIME_WAIT' "$(cat "$tmp/states")"

tr ' ' '\n' <"$tmp/all" | LC_ALL=C sort -u >"$tmp/eleven"
check 'the states of RFC 9293' \
'CLOSED
CLOSE_WAIT
CLOSING
ESTABLISHED
FIN_WAIT1
FIN_WAIT2
LAST_ACK
LISTEN
SYN_RCVD
SYN_SENT
TIME_WAIT' "$(cat "$tmp/eleven")"
good "$(wc -l <"$tmp/eleven" | tr -d ' ') of 11 states."
finish_tests
