#!/bin/sh
# lab: the client is killed: what the child reads, who has the TIME_WAIT
# class: 4 minutes
# title: we kill a client
# unp: 5.12
# keep: The kernel closes the descriptors of a killed process, so the other side
#   reads an end of file.
#
# UNP 5.13, from the other side. The kernel closes the descriptors of a process
# that ends, however it ends. So a killed client sends its FIN too.

. "$(dirname "$0")/../sh/lib.sh"

# check_log TEXT PATTERN: the server says this line, once
check_log() {
    check_wait "$1" 1 count_lines "$tmp/upper.out" "^$2\$"
}

start_server upper ch05/data/upper-server 127.0.0.1 0
heading 'A client sends a line and receives its echo.'
hold 3 client ch05/client-v1 127.0.0.1 "$port"
client=$pid
type_line 3 'are you there?'
wait_for 1 count_lines "$tmp/client.out" '^ARE YOU THERE?$'
child=$(children "$server")
mine=$(client_port "$port")

# The child is stopped until the client's FIN is acknowledged, for the reason
# that hang_up_first gives.
stop "$child"
in_class tell "A child of upper-server, pid $child, serves a client," \
    "pid $client."
ask "The child sleeps in read, and we kill its client (SIGKILL). What will this
    read return?" \
    'Who closes the descriptors of a process that is killed?' \
    '0|as at the end of a file' '-1|the connection is broken' \
    'nothing|a killed client can send nothing'
heading "We stop the child $child and kill the client $client (SIGKILL):"
kill -KILL "$client"
wait_end "$client"
check 'the client is killed by SIGKILL: status 128 + 9' 137 "$status"
check 'the client has written no error message' '' "$(cat "$tmp/client.err")"
check_wait 'its kernel has closed the socket: FIN_WAIT2' 'FIN_WAIT2 0' \
    one_end "$port" client "$mine"
check_wait "the child's side: CLOSE_WAIT, the FIN unread" "CLOSE_WAIT $fin" \
    one_end "$port" server "$mine"
check "no process has the dead client's socket" 0 \
    "$(sockets "$port" | awk '$1 == "client" { print ($6 == "-") ? 0 : $6 }')"
show_sockets "$port"

heading 'We let the child go on. Its read returns, and the server says:'
kill -CONT "$child"
check_log 'read returns 0: the client is gone' "child $child: client gone"
check_log 'the child exits with 0' "child $child terminated, exit status 0"
check 'the child has seen no error' '' "$(cat "$tmp/upper.err")"
check_wait "the dead client's side has the TIME_WAIT" 'TIME_WAIT 0' \
    one_end "$port" client "$mine"
wait_for '' one_end "$port" server "$mine"
check "the server's side has no TIME_WAIT" 0 \
    "$(count_sockets "$port" server TIME_WAIT)"
check 'no zombie is left' 0 "$(count_zombies "$server")"
show_output upper
returned=nothing
[ "$(count_lines "$tmp/upper.out" "^child $child: client gone")" -eq 0 ] ||
    returned=0
[ ! -s "$tmp/upper.err" ] || returned=-1
show_sockets "$port"
good 'For the child, a killed client is like one that ends with Ctrl-D: read'
good 'returns 0, and the child exits with 0. The client sent the first FIN,'
good 'so its side has the TIME_WAIT. The kernel keeps it without a process.'
answer "$returned" \
    "The kernel closes the descriptors of a process, however it ends. So the
    client's kernel sends a FIN, and the child reads an end of file. A FIN
    is missing only if the kernel itself is gone." \
    'ch05/fail/fin-and-rst.md; make class LAB=host-crash'
end_conversation 3
finish_tests
