#!/bin/sh
# lab: the server's host is gone: who says so, and after how long
# slow
#
# Three networks of three hosts, side by side: a client, a router and a server.
# The ways to vanish: the router swallows what is sent there; it says that there
# is no way there; the server's link is down.

. "$(dirname "$0")/../sh/netns.sh"
. "$(dirname "$0")/../sh/lib.sh"

# begin NAME FD: a network, and a client that has had one echo
begin() {
    network "$1"
    serve_on "$1-server"
    client_on "$1-client" "$1" ch05/client-v1 "$2"
    type_line "$2" before
    check_wait "$1: the client is served" 1 count_lines "$tmp/$1.out" before
    tcp_count "$1-client" RetransSegs >"$tmp/$1.before"
}

# next_line NAME FD: type it, for a host that is gone by now
next_line() {
    uptime >"$tmp/$1.crash"
    type_line "$2" after
}

# resent NAME: how many segments its client's host has sent again since
resent() {
    echo $(($(tcp_count "$1-client" RetransSegs) - $(cat "$tmp/$1.before")))
}

resent_3() {
    [ "$(resent blackhole)" -lt 3 ] || echo yes
}

# verdict NAME ERRNO TEXT: the client's read ends with that; after how long, and
# its row in the table
verdict() {
    message="read: $(reason "$2")"
    check "$1: status 1, message for $2" "1 $message" "$(last_words "$1")"
    count=-
    if [ -e "$tmp/$1.before" ]; then
        count=$(resent "$1")
        check_range "$1: segments sent again" 3 12 "$count"
    fi
    seconds=$(cat "$tmp/$1.crash" "$tmp/$1.end" |
        awk 'NR == 1 { crash = $1 } END { printf "%.1f", $1 - crash }')
    check_range "$1: it took some seconds" 1 19 "${seconds%.*}"
    tell "$(row "$3" "$message" "$seconds s" "$count")"
}

row() {
    printf '%-31s%-27s%6s%12s' "$@"
}

need_hosts 'a client whose server vanishes'

heading 'Clients of three servers beyond a router. Then the servers vanish.'
begin blackhole 3
begin unreachable 4
begin link-down 5
client_on blackhole-client idle ch05/client-v1 6
client_on blackhole-client keepalive ch05/fail/keepalive-client
check_wait 'two more on the first host: one idle, one that asks' \
    '3 ESTABLISHED' states_on blackhole-client

on blackhole-router ip route add blackhole 198.51.100.2
on unreachable-router ip route add unreachable 198.51.100.2
on link-down-server ip link set eth0 down
uptime >"$tmp/keepalive.crash"
next_line blackhole 3
next_line unreachable 4
next_line link-down 5

# The longest wait of all tests: TCP is in no hurry.
WAIT=20
wait_for yes resent_3
check 'a line is sent three times more, and no client has an idea of it' \
    '3 ESTABLISHED' "$(states_on blackhole-client)"
show_host blackhole-client
tell 'Lines are being sent again; the clients, blocked in read, have no idea.' \
    '' "$(row "the server's host" 'its client says' after 'sent again')"
verdict link-down EHOSTUNREACH 'link down'
verdict unreachable EHOSTUNREACH \
    'the router says: no way there'
verdict keepalive ETIMEDOUT 'silent; SO_KEEPALIVE'
verdict blackhole ETIMEDOUT 'silent'

check 'the idle client has said nothing, and runs' 'S ' \
    "$(state "$(children "$(pid_of idle)")") $(cat "$tmp/idle.err")"
check 'its connection to nobody' '1 ESTABLISHED' \
    "$(states_on blackhole-client)"
tell "$(row 'silent; the client is idle' nothing - -)" ''
show_host blackhole-client
bad 'A host that is down says nothing. Only who sends, or asks, finds out.'
finish_tests
