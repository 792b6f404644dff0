#!/bin/sh
# lab: connect is interrupted by a signal, and goes on without us
#
# On loopback connect returns at once. To make it wait, the server's accept
# queue is filled: Linux then drops a SYN, and the client stays in SYN_SENT.

. "$(dirname "$0")/../sh/lib.sh"

if [ "$(uname)" != Linux ]; then
    skip 'connect interrupted by a signal' \
        'the recipe for SYN_SENT is for Linux'
    finish_tests
fi

# port_in STATE: the local ports of the client's sockets in that state
port_in() {
    sockets "$port" | awk -v s="$1" '$1 == "client" && $2 == s { print $3 }'
}
# connected_again: 1 if the last connect found the connection there
connected_again() {
    grep -c -e "connect again: $(reason EISCONN)$" \
        -e 'connect again: it returned 0$' "$tmp/late.err"
}
# established PORT: 1 if the client's socket with that local port is
established() {
    port_in ESTABLISHED | grep -cx "$1"
}

start_server small-backlog ch05/fail/small-backlog 127.0.0.1 0
connect_client 3 served ch05/client-v1
for n in 1 2; do
    also 3 "queued-$n" ch05/client-v1 127.0.0.1 "$port"
    check_wait "connected, waiting for accept: $n" "$n" accept_queue "$port"
done

heading 'small-backlog serves a client, two are in its queue. A fourth comes:'
hold 4 late ch05/fail/eintr-connect 127.0.0.1 "$port"
late=$pid
check_wait 'the accept queue is full: the fourth stays in SYN_SENT' 1 \
    count_sockets "$port" client SYN_SENT
local_port=$(port_in SYN_SENT)
show_sockets "$port"
heading 'SIGUSR1 to it. Its handler does nothing; connect fails, and again:'
kill -USR1 "$late"
check_wait 'connect: EINTR' 1 \
    count_lines "$tmp/late.err" "^eintr-connect: connect: $(reason EINTR)$"
check_wait 'connect again: EALREADY' 1 count_lines "$tmp/late.err" \
    "^eintr-connect: connect again: $(reason EALREADY)$"
check 'the first connect goes on: the same socket is in SYN_SENT' \
    "$local_port" "$(port_in SYN_SENT)"
show_output late
tell "The socket of port $local_port is still in SYN_SENT: a signal ends the" \
    'call, not the connection request. poll and SO_ERROR tell how that ends.'

heading 'The other clients hang up; the SYN is sent again, now with an answer:'
hang_up 3
check_wait 'there is room: that same socket gets ESTABLISHED' 1 \
    established "$local_port"
check_wait 'poll returned, and SO_ERROR was 0' 1 \
    count_lines "$tmp/late.err" '^eintr-connect: SO_ERROR is 0: connected$'
check_wait 'connect again: EISCONN, or 0 as on Linux' 1 \
    connected_again
type_line 4 'at last'
check_wait 'the connection works' 1 count_lines "$tmp/late.out" '^at last$'
hang_up 4
wait_end "$late"
check 'exit status' 0 "$status"
show_output late
good 'The connection that was interrupted is the one that works.'
finish_tests
