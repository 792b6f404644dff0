#!/bin/sh
# test: what a client of data says when its input or its server fails

. "$(dirname "$0")/../sh/lib.sh"

# says CLIENT TEXT MESSAGE: the client, process $pid, has exit status 1, prints
# MESSAGE and nothing else
says() {
    wait_end "$pid"
    check "${1##*/}, $2" "exit 1: ${1##*/}: $3" \
        "exit $status: $(cat "$tmp/client.err" "$tmp/client.out")"
}

# one_client NAME PROGRAM [ARGUMENT...]: start a server that serves one client,
# in the background; its stdin is pipe 3, $port is its port
one_client() {
    name=$1
    shift
    hold 3 "$name" "$@"
    server=$pid
    wait_for 1 count_lines "$tmp/$name.out" '^listening on'
    port=$(listen_port "$name")
}

sum_clients='data/sum-text-client data/sum-raw-client data/sum-portable-client'
echo '1 1' >"$tmp/in"
for client in $sum_clients; do
    # Half an answer: a line without its newline, or one byte of a record.
    one_client answer tests/tool/answer 127.0.0.1 0 2
    input=$tmp/in
    launch client "ch05/$client" 127.0.0.1 "$port"
    says "$client" 'half an answer' 'server terminated prematurely'
    wait_end "$server"
    hang_up 3

    one_client answer tests/tool/answer 127.0.0.1 0 ''
    input=tests
    launch client "ch05/$client" 127.0.0.1 "$port"
    says "$client" 'its stdin is a directory' "read: $(reason EISDIR)"
    wait_end "$server"
    hang_up 3
done

# The client has received a FIN, and then a RST: its next write fails with
# EPIPE, and no signal kills it.
for client in $sum_clients fail/no-fin-client; do
    one_client fin-first tests/tool/fin-first 127.0.0.1 0
    hold 4 client "ch05/$client" 127.0.0.1 "$port"
    wait_for 1 count_sockets "$port" client CLOSE_WAIT
    hang_up 3
    wait_end "$server"
    wait_for 0 count_sockets "$port" client CLOSE_WAIT
    type_line 4 '1 1'
    says "$client" 'it writes after a RST' "write: $(reason EPIPE)"
    hang_up 4
done
finish_tests
