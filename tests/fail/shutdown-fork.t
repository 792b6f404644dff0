#!/bin/sh
# lab: close sends no FIN while another process has the connection
# title: two processes have one connection
# class: 4 minutes
# unp: 6.6
# keep: close gives up a descriptor, and the FIN is sent when the last one is
#  closed. shutdown sends it at once.

. "$(dirname "$0")/../sh/lib.sh"

# ends NAME: the state of both sides of its connection
ends() {
    echo "$(one_end "$port" client "$mine" | cut -d ' ' -f 1)" \
        "$(one_end "$port" server "$mine" | cut -d ' ' -f 1)"
}

# line NAME PROGRAM: a client with two processes sends a line, and receives its
# echo. Its parent is $client, its child $receiver; $served is the server's
# child.
line() {
    start_version 3
    connect_client 3 "$1" "$2"
    receiver=$(children "$client")
    served=$child
    mine=$(client_port "$port")
}

# goes_on NAME: the server's child was stopped until the client's FIN had come.
# So the client's side certainly gets its TIME_WAIT (RFC 1337).
goes_on() {
    check_wait "$1: the server has the FIN" 'FIN_WAIT2 CLOSE_WAIT' ends
    kill -CONT "$served"
    check_end "$1: the server's child reads end of file, and ends" "$served"
    check_wait "$1: the client's side has the TIME_WAIT" 'TIME_WAIT ' ends
    tell "    the client's side: $(ends | tr -d ' ')"
    kill_process "$server"
}

in_class tell 'no-fin-client has two processes: the child receives, the' \
    'parent sends. At end of file on stdin the parent closes the connection,' \
    'and waits for its child. The child waits for the FIN of the server.' ''
ask 'What will the server read when the parent has closed the connection?' \
    'How many descriptors does the connection have?' \
    'end of file|close sends a FIN' 'nothing|the child has it open, too' \
    'an error|the child still reads'
heading '1. no-fin-client has closed its connection at end of file on stdin:'
line no-fin-client ch05/fail/no-fin-client
hang_up 3
# The parent is in waitpid: it has closed its descriptor before.
if have proc 'its parent has closed the socket'; then
    check_wait 'its parent has closed the socket' 0 sockets_of "$client"
    check 'its child still has it' 1 "$(sockets_of "$receiver")"
fi
check_wait 'both processes sleep' S state "$client"
check_wait 'both processes sleep' S state "$receiver"
check 'no FIN has been sent' 'ESTABLISHED ESTABLISHED' "$(ends)"
check_wait "the server's child waits for the next line" S state "$served"
before=$(ends)
show_processes "$client"
show_sockets "$port"
bad 'The child still has the descriptor: close sends no FIN, and all wait.'
outcome=nothing
[ "$before" = 'ESTABLISHED ESTABLISHED' ] || outcome='end of file'
answer "$outcome" \
    'A descriptor is one reference to the socket, and fork has made a second
    one. close removes one of them. The FIN is sent when the last one is closed.
    shutdown does not count: it sends the FIN at once, for all processes.' \
    ch05/fail/fin-and-rst.md

heading '2. We end the child, which has the last descriptor:'
stop "$served"
kill -KILL "$receiver"
wait_end "$client"
check 'its parent ends' 1 "$status"
goes_on no-fin-client

heading '3. half-close-client calls shutdown in the same place:'
line half-close-client ch05/data/half-close-client
stop "$served"
hang_up 3
goes_on half-close-client
wait_end "$client"
check 'half-close-client: exit status' 0 "$status"
good 'shutdown sends the FIN, however many processes have the connection.'
finish_tests
