#!/bin/sh
# lab: we kill server-v3's parent; its child still serves its client
# class: 3 minutes
# title: we kill the parent of a server's child
# unp: 5.9
# keep: A child does not end with its parent; it still serves its client.

. "$(dirname "$0")/../sh/lib.sh"

# ancestors PID: prints the parent of PID, the parent of that process, and so on
ancestors() {
    p=$(parent "$1")
    while [ "${p:-0}" -gt 0 ]; do       # on BSD, 0 is its own parent
        echo "$p"
        p=$(parent "$p")
    done
}

heading 'server-v3 serves a client, before and after we kill its parent:'
start_version 3
connect_client 3 client ch05/client-v1 'one'
child=$(children "$server")
kill_at_end "$child"
check "the child's parent is the server" "$server" "$(parent "$child")"
show_processes "$server"

ask "server-v3 serves a client. We kill the parent alone (SIGKILL). In which
    state will the child that serves this client be?" \
    'What does the kernel do with the children of a process that ends?' \
    'gone|a child ends with its parent' 'Z|no process waits for it' \
    'S|it sleeps in read, and still serves its client'
kill_process "$server"
check 'the parent is gone' gone "$(state "$server")"
check 'the child still runs' S "$(state "$child")"
orphaned=$(state "$child")
adopter=$(parent "$child")
check 'its new parent is process 1, or a subreaper above this test' \
    "$adopter" "$( (echo 1; ancestors $$) | grep -x "$adopter" | sed 1q)"
show_processes "$child"
show_sockets "$port"
answer "$orphaned" \
    'A signal goes to one process, and a process does not end because its parent
    ends. The child gets a new parent, which should wait for it later. Only
    Ctrl-C ends them all: the terminal sends SIGINT to the whole group.' \
    'ch05/fail/leaks.md'
type_line 3 'two'
check_wait 'the orphan still echoes lines' 1 count_lines "$tmp/client.out" two
launch late ch05/client-v1 127.0.0.1 "$port"
wait_end "$pid"
check 'a new client is refused: no process listens' \
    "1 client-v1: connect: $(reason ECONNREFUSED)" \
    "$status $(cat "$tmp/late.err")"
tell 'The orphan still echoes the lines of its client. A new client is refused:'
show_output late

hang_up 3
wait_end "$client"
check 'the client ends without an error' 0 "$status"
check_end 'then the orphan ends' "$child"
check_wait 'the connection is closed' 0 \
    count_sockets "$port" client ESTABLISHED
# A process that adopts orphans should also wait for them. If process 1 is not
# an init, it may not do that.
WAIT=20
if poll_for gone state "$child" || have reaper 'the orphan leaves no zombie'
then
    check 'the orphan leaves no zombie' gone "$got"
    good "The client closes. The orphan ends, and process $adopter reaps it."
fi
finish_tests
