#!/bin/sh
# lab: the server's host has crashed and is back: it knows of nothing
#
# A host is a network namespace: the new one has the old one's address, and a
# new server on the old port, but none of the old one's connections.

. "$(dirname "$0")/../sh/netns.sh"
. "$(dirname "$0")/../sh/lib.sh"

need_hosts 'a client whose server is rebooted'

heading 'A client with an echo server beyond a router, and one that asks:'
network net
serve_on net-server
server=$pid
client_on net-client client ch05/client-v1 3
type_line 3 before
check_wait 'the client is served' 1 count_lines "$tmp/client.out" before
client_on net-client keepalive ch05/fail/keepalive-client
check_wait 'two connections' '2 ESTABLISHED' states_on net-client

# The crash: off the net first, so that no FIN gets out.
on net-router ip link del server
for p in $(children "$server") "$server" "$(pid_of net-server)"; do
    kill_process "$p"
    check_end "the server's host: server, child, all processes end" "$p"
done
check 'the clients have no idea' '2 ESTABLISHED' "$(states_on net-client)"
show_host net-client
bad "The server's host has crashed, its processes are gone. Nobody said so."

# The reboot.
hosts net-reboot
wire net-router net-reboot server 198.51.100
serve_on net-reboot
check 'the new host has no connection' '' "$(
    net=/proc/$(pid_of net-reboot)/net sockets 9877 | grep -v LISTEN)"
tell '' 'Now it is rebooted, its server runs again. The client that asks says:'
check 'keepalive: the new host is asked, and answers with a reset' \
    "1 read: $(reason ECONNRESET)" "$(last_words keepalive)"
check 'one reset sent' 1 "$(tcp_count net-reboot OutRsts)"
show_output keepalive
tell 'The one that has nothing to ask:'
check 'the client without keepalive still has no idea' '1 ESTABLISHED' \
    "$(states_on net-client)"
show_host net-client
resent=$(tcp_count net-client RetransSegs)
type_line 3 after
check 'it does when it sends a line: a reset' \
    "1 read: $(reason ECONNRESET)" "$(last_words client)"
check 'the second reset' 2 "$(tcp_count net-reboot OutRsts)"
resent=$(($(tcp_count net-client RetransSegs) - resent))
tell "and when it types a line (sent again: $resent times):"
show_output client
check 'no echo of it' before "$(cat "$tmp/client.out")"
client_on net-client new ch05/client-v1 4
type_line 4 'hello again'
check_wait 'a new client is served' 1 count_lines "$tmp/new.out" 'hello again'
tell '' "Resets sent by the rebooted host: $(tcp_count net-reboot OutRsts)."
good 'A segment for a connection that a host does not know is answered by RST.'
finish_tests
