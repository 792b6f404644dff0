#!/bin/sh
# lab: server-v3's parent is killed: its child is adopted, and serves on

. "$(dirname "$0")/../sh/lib.sh"

# ancestors PID: its parent, that one's parent, and so on
ancestors() {
    p=$(parent "$1")
    while [ -n "$p" ]; do
        echo "$p"
        p=$(parent "$p")
    done
}

heading 'server-v3 with a client, before and after its parent is killed:'
start_version 3
connect_client 3 client ch05/client-v1 'one'
child=$(children "$server")
kill_at_end "$child"
check "whose parent is the server" "$server" "$(parent "$child")"
show_processes "$server"

kill_process "$server"
check 'the parent is gone' gone "$(state "$server")"
check 'its child is not' S "$(state "$child")"
adopter=$(parent "$child")
check 'adopted by process 1, or by a subreaper: an ancestor of this test' \
    "$adopter" "$( (echo 1; ancestors $$) | grep -x "$adopter" | sed 1q)"
show_processes "$child"
show_sockets "$port"
type_line 3 'two'
check_wait 'the orphan still echoes' 1 count_lines "$tmp/client.out" two
launch late ch05/client-v1 127.0.0.1 "$port"
wait_end "$pid"
check 'a new client is refused: nobody listens' \
    "1 client-v1: connect: $(reason ECONNREFUSED)" \
    "$status $(cat "$tmp/late.err")"
tell 'Its client types a line and has its echo. A new client is told:'
show_output late

# Who adopts must also wait. A "process 1" that is no init may not: try it with
# an orphan of another kind, that ends before.
control=$(sh -c ': & echo $!')
hang_up 3
wait_end "$client"
check 'the client leaves, well served' 0 "$status"
check_end 'the orphan ends with it' "$child"
check_wait 'so does the connection' 0 \
    count_sockets "$port" client ESTABLISHED
WAIT=20
if poll_for gone state "$child" || [ "$(state "$control")" = gone ]; then
    check 'the orphan leaves no zombie' gone "$got"
    good "Then the client leaves: the orphan ends, process $adopter reaps it."
else
    skip 'the orphan leaves no zombie' \
        "process $adopter adopts orphans here, but does not wait for them"
fi
finish_tests
