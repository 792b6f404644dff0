#!/bin/sh
# test: watch shows when a segment is retransmitted

. "$(dirname "$0")/../sh/netns.sh"
. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need hosts 'a retransmission'
need terminal 'a picture on a terminal'

# watch_on HOST: run watch there, on a terminal
watch_on() {
    hold 5 screen env TERM=xterm NO_COLOR=1 tests/tool/terminal \
        nsenter -t "$(pid_of "$1")" -n ch05/watch/watch 9877
    tool=$pid
    wait_for 1 shows '^ *SECONDS  EVENT'
}

# The echo is lost: the server's host retransmits it.
network lost
serve_on lost-server
server=$pid
on lost-server ip link set lo up
client_on lost-server near ch05/client-v1 3
wait_for 1 count_children "$server"
port=9877
net=/proc/$(pid_of lost-server)/net hang_up_first 3 "$(children "$server")"
wait_for 1 count_lines "$tmp/near.end" .
watch_on lost-server
check_wait 'a client on the host of the server has ended: CLOSED' 1 shows \
    '^ *[0-9]+ TIME_WAIT .* CLOSED *$'
client_on lost-client client ch05/client-v1 4
check_wait 'the client is on another host' 1 shows \
    '^ *[0-9]+ - +ESTABLISHED +0 +0 *$'
child=$(children "$server")
stop "$child"
type_line 4 hello
check_wait 'its line waits' 1 shows '^ *[0-9]+ - +ESTABLISHED +6 +0 *$'
on lost-router ip link set client down
kill -CONT "$child"
check_wait 'Send-Q, and when the echo is retransmitted' 1 shows \
    '^ *[0-9]+ - +ESTABLISHED +0 +6 retr [0-9.]+s *$'
on lost-router ip link set client up
check_wait 'the cable is mended: the echo is acknowledged' 1 shows \
    '^ *[0-9]+ - +ESTABLISHED +0 +0 *$'
check_wait 'the client has received it' 1 \
    count_lines "$tmp/client.out" '^hello$'
hang_up 4
wait_for 1 count_lines "$tmp/client.end" .
quit_watch
kill_process "$server"
finish_tests
