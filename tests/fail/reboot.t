#!/bin/sh
# lab: the server's host crashes and reboots: it answers old clients with a RST
# class: 4 minutes
# title: the server's host crashes, and starts again
# unp: 5.15, 7.5
# keep: A host that has rebooted does not know its old connections, and answers
#   their segments with a RST.
#
# A host is a network namespace. The new one has the address of the old one and
# a new server on the old port, but none of the old connections.

. "$(dirname "$0")/../sh/netns.sh"
. "$(dirname "$0")/../sh/lib.sh"

need hosts "a client whose server's host reboots"

heading 'An echo server behind a router has a client-v1 and a keepalive-client:'
network net
serve_on net-server
server=$pid
client_on net-client client ch05/client-v1 3
type_line 3 before
check_wait 'the client is served' 1 count_lines "$tmp/client.out" before
client_on net-client keepalive ch05/fail/keepalive-client
check_wait 'two connections' '2 ESTABLISHED' states_on net-client

# The rebooted host is prepared now: keepalive gives up after five probes.
hosts net-reboot

ask "A client-v1 is connected. The server's host crashes, and starts again with
    a new server on the old port. Then we type the line \"after\" into this
    client. What will it print?" \
    'What does the new host know about the old connection?' \
    "read: $(reason ETIMEDOUT)|the old server is gone" \
    "read: $(reason ECONNRESET)|the new host does not know it" \
    'str_cli: server terminated prematurely|the old server sends a FIN' \
    'after|the new server echoes the line'
# The crash: cut the network first, so that the client receives no FIN.
on net-router ip link del server
for p in $(children "$server") "$server" "$(pid_of net-server)"; do
    kill_process "$p"
    check_end "the server's host crashes: the process ends" "$p"
done
check "the clients' connections are still ESTABLISHED" '2 ESTABLISHED' \
    "$(states_on net-client)"
show_host net-client
bad "The server's host has crashed. The clients have received no segment."

# The reboot.
wire net-router net-reboot server 198.51.100
serve_on net-reboot
check 'the new host has no connection' '' "$(
    net=/proc/$(pid_of net-reboot)/net sockets 9877 | grep -v LISTEN)"
tell '' 'The host reboots and restarts its server. It answers the next probe:'
check 'keepalive-client: the new host answers the probe with a RST' \
    "1 read: $(reason ECONNRESET)" "$(last_words keepalive)"
# On a busy machine two probes may wait for the new host: each gets a RST.
resets=$(tcp_count net-reboot OutRsts)
check_range 'the new host has sent a RST' 1 5 "$resets"
show_output keepalive
tell 'client-v1 sends no probes, and its connection is still ESTABLISHED:'
check 'the client without keepalive is still ESTABLISHED' '1 ESTABLISHED' \
    "$(states_on net-client)"
show_host net-client
resent=$(tcp_count net-client RetransSegs)
type_line 3 after
check 'the new host answers its next line with a RST' \
    "1 read: $(reason ECONNRESET)" "$(last_words client)"
printed=$(last_words client)
check_range 'the new host has sent one more RST' $((resets + 1)) \
    $((resets + 5)) "$(tcp_count net-reboot OutRsts)"
resent=$(($(tcp_count net-client RetransSegs) - resent))
tell "We type a line into client-v1 (retransmissions: $resent). It prints:" \
    "    $(cat "$tmp/client.err")"
check 'the client receives no echo of that line' before \
    "$(cat "$tmp/client.out")"
client_on net-client new ch05/client-v1 4
type_line 4 'hello again'
check_wait 'a new client is served' 1 count_lines "$tmp/new.out" 'hello again'
tell '' "RSTs that the rebooted host has sent: $(tcp_count net-reboot OutRsts)."
good 'A host answers a segment of an unknown connection with a RST.'
answer "${printed#* }" \
    'The crash has deleted all connections of the host. It comes back, gets a
    segment of a connection that it does not know, and answers with a RST. The
    new server never sees that line.' \
    'ch05/fail/hosts.md'
finish_tests
