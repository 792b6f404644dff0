#!/bin/sh
# lab: the connection is reset before the server accepts it

. "$(dirname "$0")/../sh/lib.sh"

heading 'server-v3 is stopped (SIGSTOP); rst-client connects and sends a reset:'
start_version 3
kill -STOP "$server"
check_wait 'the server is stopped' T state "$server"
launch rst-client ch05/fail/rst-client 127.0.0.1 "$port"
wait_end "$pid"
check 'rst-client: connected, and closed without an error' '0 ' \
    "$status $(cat "$tmp/rst-client.err")"
check 'a reset: no TIME_WAIT, no socket is left but the one that listens' \
    'server LISTEN' "$(sockets "$port" | cut -d ' ' -f 1,2)"
if [ "$PROBE" = proc ]; then
    check 'the dead connection waits for accept' 1 "$(accept_queue "$port")"
else
    skip 'the dead connection waits for accept' 'only /proc tells'
fi
show_sockets "$port"
tell 'The Recv-Q of LISTEN is the accept queue: a dead connection is in it.'

heading 'The server goes on (SIGCONT), and another client comes:'
kill -CONT "$server"
connect_client 3 next ch05/client-v1
check_wait 'one child, that of the next client' 1 count_children "$server"
check_wait 'no zombie' 0 count_zombies "$server"
wait_for S state "$server"     # or its handler has waited, but not said so
reaped=$(count_lines "$tmp/server-v3.out" '^child [0-9]* terminated$')
outcome="$reaped $(cat "$tmp/server-v3.err")"
what='the server found out:'
case $(uname)$outcome in
Linux0*) check "$what accept succeeds on Linux" 1 "$outcome" ;;
*'0 ') check "$what accept said ECONNABORTED, no child was made" ok ok ;;
*) check "$what accept succeeded, the child's read said ECONNRESET" \
    "1 server-v3: read: $(reason ECONNRESET)" "$outcome" ;;
esac
show_output server-v3
show_processes "$server"
if [ "$reaped" = 1 ]; then
    good 'This kernel: accept succeeds, the first read says ECONNRESET.'
else
    good 'This kernel: accept says ECONNABORTED; v3 calls it again.'
fi
hang_up 3
kill_process "$server"
finish_tests
