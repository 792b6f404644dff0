#!/bin/sh
# lab: SIGCHLD interrupts accept: v2's loop ends, v3's loop continues
# class: 4 minutes
# title: a signal arrives while accept waits
# unp: 5.9
# keep: A signal can interrupt accept, which then fails with EINTR; a server
#   calls it again.

. "$(dirname "$0")/../sh/lib.sh"

# serve_nth NAME N: the server launched as NAME serves its Nth client and
# sleeps in accept again. If the client hangs up now, SIGCHLD interrupts accept.
serve_nth() {
    connect_client 3 client ch05/client-v1
    wait_for S state "$server"
}

heading 'eintr-accept is server-v2 without SA_RESTART. It serves a client:'
start_server eintr-accept ch05/fail/eintr-accept 127.0.0.1 0
serve_nth eintr-accept 1
show_processes "$server"
ask "eintr-accept has served a client, and waits in accept. This client closes,
    its child ends, and SIGCHLD interrupts accept. What will be the exit status
    of eintr-accept?" \
    'Without SA_RESTART, an interrupted accept returns. What does it return?' \
    '0|it has served its client' '1|accept fails, and the server ends' \
    'still running|the handler returns, and accept goes on'
hang_up 3
wait_end "$server"
check 'eintr-accept: it exits after its first client, status' 1 "$status"
check 'eintr-accept: the reason is EINTR' \
    "eintr-accept: accept: $(reason EINTR)" \
    "$(cat "$tmp/eintr-accept.err")"
check 'eintr-accept: the handler had reaped the child' 1 \
    "$(count_lines "$tmp/eintr-accept.out" '^child [0-9]* terminated$')"
exited=$status
launch late ch05/client-v1 127.0.0.1 "$port"
wait_end "$pid"
check 'eintr-accept: the next client is refused' \
    "client-v1: connect: $(reason ECONNREFUSED)" "$(cat "$tmp/late.err")"
tell 'The client closes. The server and the next client print:'
show_output eintr-accept
show_output late
bad 'After the handler accept fails with EINTR. Accept() takes it for an error.'
answer "$exited" \
    'Without SA_RESTART, accept returns -1 with errno EINTR when the handler
    returns. Accept() of v2 takes that for an error and ends the server.
    server-v3 calls accept again.' \
    'ch05/fail/signals.md'

heading 'eintr-continue is server-v3 without SA_RESTART. Three clients in turn:'
start_server eintr-continue ch05/fail/eintr-continue 127.0.0.1 0
for n in 1 2 3; do
    serve_nth eintr-continue "$n"
    hang_up 3
    check_wait "eintr-continue: accept fails with EINTR, time $n" "$n" \
        count_lines \
        "$tmp/eintr-continue.err" \
        "^eintr-continue: accept: $(reason EINTR)$"
done
serve_nth eintr-continue 4
check 'eintr-continue: it reaps three children' 3 \
    "$(count_lines "$tmp/eintr-continue.out" '^child [0-9]* terminated$')"
check 'eintr-continue: no zombie' 0 "$(count_zombies "$server")"
show_output eintr-continue
good 'accept fails with EINTR too, but v3 calls it again and serves client 4.'
kill_process "$server"
finish_tests
