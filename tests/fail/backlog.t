#!/bin/sh
# lab: a full accept queue: the SYN is dropped, and comes again
# title: how many clients can wait for accept?
# class: 4 minutes
# unp: 4.5
# keep: The kernel completes connections without accept until the queue is full.
#  Then Linux drops the SYN, and the client sends it again.
#
# small-backlog calls listen(listenfd, 1). It is stopped, so it never accepts.

. "$(dirname "$0")/../sh/lib.sh"

# Other systems count the backlog in other ways, and netstat does not show it.
need linux 'a full accept queue'
need proc 'a full accept queue'

# overflows: prints how often an accept queue of this machine was full
overflows() {
    awk '
        $1 == "TcpExt:" && column { print $column }
        $1 == "TcpExt:" {
            for (i = 2; i <= NF; i++) if ($i == "ListenOverflows") column = i
        }' /proc/net/netstat
}
# clients: prints how many clients are ESTABLISHED and how many in SYN_SENT
clients() {
    sockets "$port" | awk '
        $1 == "client" { n[$2]++ }
        END { print n["ESTABLISHED"] + 0, n["SYN_SENT"] + 0 }'
}
# full: prints yes once the counter has changed
full() {
    [ "$(overflows)" -le "$before" ] || echo yes
}

start_server small-backlog ch05/fail/small-backlog 127.0.0.1 0
stop "$server"
before=$(overflows)
in_class tell 'A server calls listen(listenfd, 1), and never calls accept: it' \
    'is stopped. Three clients connect, one after the other.' ''
ask 'How many of the three clients will be connected?' \
    'Who completes a connection: accept, or the kernel?' \
    '0|no process accepts them' '1|the backlog is 1' \
    '2|Linux queues one more than the backlog' '3|only accept counts'
heading 'small-backlog is stopped. Three clients connect, one after the other:'
for n in 1 2; do
    hold $((n + 2)) "queued-$n" ch05/client-v1 127.0.0.1 "$port"
    check_wait "the accept queue has $n" "$n" accept_queue "$port"
done
check 'two clients are connected, and no process has accepted them' '2 0' \
    "$(clients)"
start=$(clock)
hold 5 late ch05/client-v1 127.0.0.1 "$port"
late=$pid
check_wait 'the third stays in SYN_SENT' '2 1' clients
check_wait 'the kernel has counted a full queue' yes full
after=$(overflows)
show_sockets "$port"
tell "Recv-Q of LISTEN is the queue, Send-Q the backlog. ListenOverflows: +$((
    after - before))"
connected=$(clients)
bad 'The third SYN is dropped: no SYN-ACK, no RST. connect waits.'

heading 'The server goes on: it accepts one, and the queue has room.'
kill -CONT "$server"
check_wait 'the third client connects with a later SYN' '3 0' clients
took=$(($(clock) - start))
check_range 'that takes a second or more: hundredths of a second' 95 6000 \
    "$took"
show_sockets "$port"
tell "$(printf '    It has taken %d.%02d s: SYNs are retransmitted after 1 s.' \
    $((took / 100)) $((took % 100)))"
good 'A full queue costs each new client a second: see LISTENQ in unp.h.'
answer "${connected% *}" \
    'The kernel completes the handshake and puts the connection into the accept
    queue. Linux lets one more in than the backlog says. Then it drops a SYN,
    as if it had got lost, and the client retransmits it: the queue may have
    room by then.' \
    ch05/fail/limits.md
hang_up 3
hang_up 4
type_line 5 'at last'
check_wait 'it is served after the other two' 1 \
    count_lines "$tmp/late.out" '^at last$'
hang_up 5
wait_end "$late"
check 'its exit status' 0 "$status"
kill_process "$server"
[ -z "$DEMO" ] || finish_tests

# With the backlog of the ladder, all of them are connected at once.
start_server iterative ch05/fail/iterative 127.0.0.1 0
stop "$server"
for n in 3 4 5; do
    hold $n "at-once-$n" ch05/client-v1 127.0.0.1 "$port"
done
check_wait 'with LISTENQ all three are queued' 3 accept_queue "$port"
for n in 3 4 5; do
    hang_up $n
done
kill_process "$server"
finish_tests
