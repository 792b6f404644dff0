#!/bin/sh
# test: watch shows the bytes in the queues of a socket, and its timer

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'queues and timers'
need terminal 'queues and timers'

start_version 3
watch_on_terminal LC_ALL=C "$port"

# The child does not read: the line stays in the queue of its socket.
connect_client 4 client ch05/client-v1
stop "$child"
type_line 4 hello
check_wait 'Recv-Q of the server: 6 bytes' 1 shows \
    '^ *[0-9]+ ESTABLISHED +0 +0 +ESTABLISHED +6 +0 *$'
kill -CONT "$child"
check_wait 'Recv-Q: the child has read them' 0 shows ' ESTABLISHED +6 '

# The server is stopped: it does not accept.
stop "$server"
launch waiting ch05/client-v1 127.0.0.1 "$port"
wait_end "$pid"
check_wait 'Recv-Q of LISTEN: a client waits for accept' 1 shows \
    '^ +LISTEN +1$'
kill -CONT "$server"
check_wait 'Recv-Q of LISTEN: accepted' 1 shows '^ +LISTEN +0$'

hold 6 keepalive ch05/fail/keepalive-client 127.0.0.1 "$port"
check_wait 'the keepalive timer of the client' 1 shows \
    '^ *[0-9]+ ESTABLISHED +0 +0 keep (0\.[1-9]|1\.0)s +ESTABLISHED +0 +0 *$'
hang_up 6
kill_process "$pid"

# Its window is closed: the child asks again and again whether it is open.
launch never ch05/fail/never-reads 127.0.0.1 "$port"
check_wait 'the probe timer of the child' 1 shows \
    '^ *[0-9]+ ESTABLISHED .* [0-9]+K? +[0-9]+K? probe [0-9.]+s *$'

# sendq: prints how many bytes the server has sent that are not acknowledged
sendq() {
    sent=$(awk -v local="$(printf ':%04X$' "$port")" '
        $2 ~ local && $5 !~ /^0+:/ { print substr($5, 1, 8) }' /proc/net/tcp)
    echo $((0x${sent:-0}))
}

# agrees: prints "yes" if that is what watch shows
agrees() {
    sent_before=$(sendq) want=$(sendq)
    [ "$want" -lt 1000000 ] || want=$((want / 1024))K
    seen=$(shows " $want probe ")
    [ "$seen" != 1 ] || [ "$sent_before" != "$(sendq)" ] || echo yes
}
# shellcheck disable=SC2046  # a word for each child
stop $(children "$server")
check_wait 'Send-Q of many bytes, in KiB' yes agrees
# shellcheck disable=SC2046
kill -CONT $(children "$server")
kill_process "$pid"
quit_watch
end_conversation 4
kill_process "$server"

# Numbers of five digits, then times of seconds, minutes and hours.
puppet 3 127.0.0.1
for seconds in 300 1500 9000; do
    type_line 3 'connect 1'
    type_line 3 "keep $seconds"
done
watch_on_terminal LC_ALL=C "$port"
for time in '(300|29[0-9])s' '2[45]m' '2h'; do
    check_wait "a timer of $time" 1 shows "ESTABLISHED +0 +0 keep $time "
done
type_line 3 'send 54321'
check_wait 'bytes that nobody reads' 1 shows \
    'ESTABLISHED +0 +0 keep 2h +ESTABLISHED +54321 +0 *$'
for _ in 1 2 3 4; do            # they are in one queue or the other
    type_line 3 'send 65536'
done
check_wait 'six digits' 1 shows ' ESTABLISHED .* [1-9][0-9]{5} '
type_line 3 raise
check_wait 'SIGCHLD is pending, and blocked' 1 shows \
    'SIGCHLD: no handler, PENDING, BLOCKED$'
quit_watch
finish_tests
