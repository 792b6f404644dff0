#!/bin/sh
# lab: the server's host crashes: what its clients see, and after how long
# class: 5 minutes
# title: the server's host crashes
# unp: 5.14, 7.5
# keep: A crashed host sends nothing, so only a client that sends data or
#   keepalive probes notices it.
#
# There are four networks, each with a client, a router and a server. The server
# disappears in four ways: the router drops each packet for it; the router
# answers "host unreachable"; the router has no route and answers "network
# unreachable"; the server's link is down.

. "$(dirname "$0")/../sh/netns.sh"
. "$(dirname "$0")/../sh/lib.sh"

# begin NAME FD: make a network, and a client that has received one echo
begin() {
    network "$1"
    serve_on "$1-server"
    client_on "$1-client" "$1" ch05/client-v1 "$2"
    type_line "$2" before
    check_wait "$1: the client is served" 1 count_lines "$tmp/$1.out" before
    tcp_count "$1-client" RetransSegs >"$tmp/$1.before"
}

# next_line NAME FD: type a line when the server's host is gone
next_line() {
    uptime >"$tmp/$1.crash"
    type_line "$2" after
}

# resent NAME: prints how many segments the client's host has retransmitted
# since begin. has_resent prints "yes" if the first network has one of them.
resent() {
    echo $(($(tcp_count "$1-client" RetransSegs) - $(cat "$tmp/$1.before")))
}

has_resent() {
    [ "$(resent blackhole)" -lt 1 ] || echo yes
}

# verdict NAME ERRNO TEXT: check that the client's read fails with ERRNO within
# seconds, and show its row of the table
verdict() {
    message="read: $(reason "$2")"
    check "$1: exit status 1, the message for $2" "1 $message" \
        "$(last_words "$1")"
    count=-
    if [ -e "$tmp/$1.before" ]; then
        count=$(resent "$1")
        # The kernel turns tcp_retries2 into a time. On a busy machine the RTO
        # is longer, so that there are fewer retransmissions in this time.
        check_range "$1: retransmissions" 1 12 "$count"
    fi
    seconds=$(cat "$tmp/$1.crash" "$tmp/$1.end" |
        awk 'NR == 1 { crash = $1 } END { printf "%.1f", $1 - crash }')
    check_range "$1: seconds until the error" 1 19 "${seconds%.*}"
    tell "$(row "$3" "$message" "$seconds s" "$count")"
}

row() {
    printf '%-30s%-28s%6s%16s' "$@"
}

need hosts "a client whose server's host crashes"

heading 'Clients of four servers behind routers. Then the servers disappear.'
begin blackhole 3
begin unreachable 4
begin link-down 5
begin no-route 6
client_on blackhole-client idle ch05/client-v1 7
client_on blackhole-client keepalive ch05/fail/keepalive-client
check_wait 'two more clients on the first host: one idle, one with keepalive' \
    '3 ESTABLISHED' states_on blackhole-client

ask "The server's host crashes. We type a line into its clients, and they give
    up after some seconds; one client is idle, and we type nothing into it. What
    will the idle client print in this time?" \
    'Who tells a client that a host has crashed? How could it notice?' \
    "read: $(reason ETIMEDOUT)|its kernel waits for segments" \
    'str_cli: server terminated prematurely|it reads the FIN' \
    'nothing|it has not noticed'
on blackhole-router ip route add blackhole 198.51.100.2
on unreachable-router ip route add unreachable 198.51.100.2
on no-route-router ip route del 198.51.100.0/24
on link-down-server ip link set eth0 down
uptime >"$tmp/keepalive.crash"
next_line blackhole 3
next_line unreachable 4
next_line link-down 5
next_line no-route 6

# This is the longest wait of all tests: TCP retransmits for seconds.
WAIT=20
wait_for yes has_resent
check 'after a retransmission all connections are still ESTABLISHED' \
    '3 ESTABLISHED' "$(states_on blackhole-client)"
show_host blackhole-client
tell 'TCP retransmits; the clients still block in read and see no error.' \
    '' "$(row "the server's host" 'its client prints' time retransmissions)"
verdict link-down EHOSTUNREACH 'its link is down'
verdict unreachable EHOSTUNREACH 'router: route "unreachable"'
verdict no-route ENETUNREACH 'router: no route'
verdict keepalive ETIMEDOUT 'no answer, SO_KEEPALIVE'
verdict blackhole ETIMEDOUT 'no answer'

check 'the idle client has printed no message, and runs' 'S ' \
    "$(state "$(children "$(pid_of idle)")") $(cat "$tmp/idle.err")"
check 'the connection of the idle client is still ESTABLISHED' \
    '1 ESTABLISHED' "$(states_on blackhole-client)"
tell "$(row 'no answer, the client is idle' nothing - -)" ''
show_host blackhole-client
retries=$(on blackhole-client cat /proc/sys/net/ipv4/tcp_retries2)
check 'the client gives up early: tcp_retries2' 3 "$retries"
tell "tcp_retries2 is $retries here. With 15, which is the default, TCP gives" \
    'up only after more than a quarter of an hour.'
bad 'A crashed host sends nothing. Only a client that sends data or keepalive'
bad 'probes notices the crash.'
printed=$(sed 's/^[^:]*: //' "$tmp/idle.err")
answer "${printed:-nothing}" \
    'A crashed host sends no FIN and no RST. TCP sends nothing on an idle
    connection, so no ACK is missing. Only keepalive probes, or a timeout in
    the program, notice the crash.' \
    'ch05/fail/hosts.md'
finish_tests
