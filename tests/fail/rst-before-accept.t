#!/bin/sh
# lab: a client resets its connection before the server accepts it
# class: 3 minutes
# title: a client sends a RST before accept
# unp: 5.11
# keep: A connection can be gone before it is accepted; a server must survive
#   the error, whichever call reports it.

. "$(dirname "$0")/../sh/lib.sh"

start_version 3
kill -STOP "$server"
check_wait 'the server is stopped' T state "$server"
ask "server-v3 is stopped (SIGSTOP). rst-client connects, and sends a RST. Only
    then does the server call accept. What will this accept do here, on
    $(uname)?" \
    'Systems differ here. Where is a connection before it is accepted?' \
    'succeed|the connection is still in the queue' \
    'fail|the connection is gone' \
    'wait|no connection is in the queue'
heading 'We stop server-v3 (SIGSTOP). rst-client connects and sends a RST:'
launch rst-client ch05/fail/rst-client 127.0.0.1 "$port"
wait_end "$pid"
check 'rst-client connects and closes without an error' '0 ' \
    "$status $(cat "$tmp/rst-client.err")"
check 'after the RST there is no socket except the listening one' \
    'server LISTEN' "$(sockets "$port" | cut -d ' ' -f 1,2)"
if have proc 'the reset connection is in the accept queue'; then
    check 'the reset connection is in the accept queue' 1 \
        "$(accept_queue "$port")"
fi
show_sockets "$port"
tell 'Recv-Q of LISTEN is the accept queue: it still has the reset connection.'

heading 'The server continues (SIGCONT), and another client connects:'
kill -CONT "$server"
connect_client 3 next ch05/client-v1
check_wait 'the server has one child, for the next client' 1 \
    count_children "$server"
check_wait 'no zombie' 0 count_zombies "$server"
# The handler may have called waitpid, and not yet printed its line.
wait_for S state "$server"
reaped=$(count_lines "$tmp/server-v3.out" '^child [0-9]* terminated$')
outcome="$reaped $(cat "$tmp/server-v3.err")"
what='how the server learns of the RST:'
case $(uname)$outcome in
Linux0*) check "$what accept succeeds on Linux" 1 "$outcome" ;;
*'0 ') check "$what accept fails with ECONNABORTED, no child" ok ok ;;
*) check "$what accept succeeds, the child's read fails with ECONNRESET" \
    "1 server-v3: read: $(reason ECONNRESET)" "$outcome" ;;
esac
does='wait'
[ -z "$(cat "$tmp/server-v3.err")" ] || does='fail'
[ "$reaped" = 0 ] || does='succeed'
show_output server-v3
show_processes "$server"
if [ "$reaped" = 1 ]; then
    good 'With this kernel accept succeeds, and read fails with ECONNRESET.'
else
    good 'With this kernel accept fails with ECONNABORTED; v3 calls it again.'
fi
answer "$does" \
    'Linux leaves the reset connection in the accept queue: accept returns it,
    and the first read fails with ECONNRESET. On other systems accept fails
    with ECONNABORTED. A server must survive both.' \
    'ch05/fail/fin-and-rst.md'
hang_up 3
kill_process "$server"
finish_tests
