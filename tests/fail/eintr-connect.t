#!/bin/sh
# lab: a signal interrupts connect; the kernel still connects
# class: 4 minutes
# title: a signal arrives while connect waits
# unp: 5.9
# keep: EINTR ends the call, but the kernel still connects; wait with poll, and
#   then read SO_ERROR.
#
# On loopback, connect returns at once. To make it wait, the test fills the
# server's accept queue: Linux then drops a SYN, and the client stays in
# SYN_SENT.

. "$(dirname "$0")/../sh/lib.sh"

need linux 'connect interrupted by a signal'
need proc 'connect interrupted by a signal'

# port_in STATE: prints the local ports of the client's sockets in that state
port_in() {
    sockets "$port" | awk -v s="$1" '$1 == "client" && $2 == s { print $3 }'
}
# connected_again: prints 1 if the last connect has found the socket connected
connected_again() {
    grep -c -e "connect again: $(reason EISCONN)$" \
        -e 'connect again: it returned 0$' "$tmp/late.err"
}
# established PORT: prints 1 if the client's socket with that local port is
# ESTABLISHED
established() {
    port_in ESTABLISHED | grep -cx "$1"
}

start_server small-backlog ch05/fail/small-backlog 127.0.0.1 0
connect_client 3 served ch05/client-v1
for n in 1 2; do
    also 3 "queued-$n" ch05/client-v1 127.0.0.1 "$port"
    check_wait "connections in the accept queue: $n" "$n" accept_queue "$port"
done

in_class tell 'small-backlog serves a client, and two more wait in the accept' \
    'queue. A fourth client connects. The queue is full, so the kernel drops' \
    'its SYN, and connect waits. Then a signal (SIGUSR1) comes, and connect' \
    'fails with EINTR. A little later the others close, so that the queue' \
    'has room again.'
ask 'In which state will the socket of the fourth client be at the end?' \
    'The signal ends the call. Does the kernel stop connecting, too?' \
    'closed|connect has failed' 'SYN_SENT|it does not call connect again' \
    'ESTABLISHED|the kernel goes on connecting'
heading 'small-backlog serves a client; two are queued. A fourth connects:'
hold 4 late ch05/fail/eintr-connect 127.0.0.1 "$port"
late=$pid
check_wait 'the accept queue is full: the fourth stays in SYN_SENT' 1 \
    count_sockets "$port" client SYN_SENT
local_port=$(port_in SYN_SENT)
show_sockets "$port"
heading 'We send SIGUSR1 to the fourth client. connect fails, and fails again:'
kill -USR1 "$late"
check_wait 'connect fails with EINTR' 1 \
    count_lines "$tmp/late.err" "^eintr-connect: connect: $(reason EINTR)$"
check_wait 'a second connect fails with EALREADY' 1 \
    count_lines "$tmp/late.err" \
    "^eintr-connect: connect again: $(reason EALREADY)$"
check 'the first connect continues: the same socket is in SYN_SENT' \
    "$local_port" "$(port_in SYN_SENT)"
show_output late
tell "The socket of port $local_port is still in SYN_SENT. The signal ends" \
    'the call, but the kernel still tries to connect.'

heading 'The others close. The kernel retransmits the SYN and gets an answer:'
hang_up 3
check_wait 'the queue has room: the same socket becomes ESTABLISHED' 1 \
    established "$local_port"
ended=$(sockets "$port" | awk -v mine="$local_port" '
    $1 == "client" && $3 == mine { print $2 }')
check_wait 'poll returns, and SO_ERROR is 0' 1 \
    count_lines "$tmp/late.err" '^eintr-connect: SO_ERROR is 0: connected$'
check_wait 'a third connect: EISCONN, or 0 as on Linux' 1 \
    connected_again
type_line 4 'at last'
check_wait 'the connection works' 1 count_lines "$tmp/late.out" '^at last$'
hang_up 4
wait_end "$late"
check 'eintr-connect: exit status' 0 "$status"
check_wait 'small-backlog closes each connection that its client has closed' \
    0 count_sockets "$port" server CLOSE_WAIT
show_output late
good 'The socket whose connect was interrupted is now connected, and it works.'
answer "${ended:-closed}" \
    'EINTR ends only the call. The kernel still retransmits its SYN until the
    server answers. So the program must not call connect again. It waits with
    poll until the socket is ready for writing, and then it reads SO_ERROR.' \
    'ch05/fail/signals.md'
kill_process "$server"
[ -z "$DEMO" ] || finish_tests

# The same, but the server ends: the kernel's next SYN is answered with a RST.
# More signals come while poll waits.
start_server small-backlog ch05/fail/small-backlog 127.0.0.1 0
connect_client 3 served ch05/client-v1
for n in 1 2; do
    also 3 "queued-$n" ch05/client-v1 127.0.0.1 "$port"
    wait_for "$n" accept_queue "$port"
done
hold 4 refused ch05/fail/eintr-connect 127.0.0.1 "$port"
late=$pid
wait_for 1 count_sockets "$port" client SYN_SENT
kill -USR1 "$late"
wait_for 1 count_lines "$tmp/refused.err" \
    "^eintr-connect: connect again: $(reason EALREADY)$"
for n in 1 2; do
    wait_for S state "$late"
    kill -USR1 "$late"
done
check 'signals do not end the wait for the interrupted connect' 2 \
    "$(count_lines "$tmp/refused.err" .)"
kill_process "$server"
hang_up 3
WAIT=20                         # the kernel waits before it sends a SYN again
wait_end "$late"
check 'the interrupted connect is refused: exit 1 and the reason' \
    "exit 1, eintr-connect: connect: $(reason ECONNREFUSED)" \
    "exit $status, $(tail -n 1 "$tmp/refused.err")"
check 'the interrupted connect is refused: nothing says that it is connected' \
    0 "$(count_lines "$tmp/refused.err" 'connected$')"
hang_up 4
finish_tests
