#!/bin/sh
# lab: a client that closes at end of file loses the echoes
# title: a client that closes at end of file on stdin
# class: 3 minutes
# unp: 6.5
# keep: End of file on stdin ends what a client sends, not what it receives.
#  Call shutdown, and read until the FIN of the server.
#
# The server is stopped until batch-client has ended: so the echoes certainly
# come too late. poll-client waits for them.

. "$(dirname "$0")/../sh/lib.sh"

lines=200
awk -v n=$lines 'BEGIN { for (; i < n; i++) print "line " i }' >"$tmp/in"
size=$(wc -c <"$tmp/in" | tr -d ' ')

# batch NAME: a client of a stopped server sends the file $tmp/in
batch() {
    start_version 3
    stop "$server"
    input=$tmp/in
    launch "$1" "ch05/fail/$1" 127.0.0.1 "$port"
    client=$pid
}

# arrived: prints the bytes that have come to the server, unread
arrived() {
    sockets "$port" | awk '$1 == "server" && $2 != "LISTEN" { print $5 }'
}

# all_sockets: prints SIDE STATE of all sockets with that port
all_sockets() {
    sockets "$port" | cut -d ' ' -f 1,2
}

# row NAME STATUS: count the lines that have come back, and add a column
row() {
    back=$(wc -l <"$tmp/$1.out" | tr -d ' ')
    add_column "$1" $lines "$back" $((lines - back)) "$2"
}

in_class tell "A client sends $lines lines from a file, all of them at once," \
    'and then it reads end of file. It closes its connection, and ends. The' \
    'server answers a moment later.' ''
ask "How many of the $lines echoes does batch-client print?" \
    'Which of the two connections has an end of file: stdin, or the socket?' \
    '0|it has ended' '1|the first one' "$lines|TCP delivers all bytes"
heading 'The server is stopped. batch-client sends 200 lines, and ends:'
batch batch-client
wait_end "$client"
check 'batch-client ends without an error: exit status' 0 "$status"
check 'batch-client prints no message' '' "$(cat "$tmp/batch-client.err")"
check 'all lines and the FIN have arrived' $((size + fin)) "$(arrived)"
row batch-client "$status"
show_sockets "$port"
heading 'The server goes on. Its echoes are answered with a RST:'
kill -CONT "$server"
check_wait "the server's child has ended" 1 count_reaped server-v3
# A TIME_WAIT, or a FIN_WAIT2, would still be there.
check_wait 'the echoes are answered with a RST: no connection is left' \
    'server LISTEN' all_sockets
tell "    all sockets of this port: $(all_sockets)"
kill_process "$server"

heading 'poll-client sends the same lines, and then its FIN with shutdown:'
batch poll-client
check_wait 'all lines and the FIN have arrived' $((size + fin)) arrived
check_wait 'poll-client waits for the echoes' S state "$client"
kill -CONT "$server"
wait_end "$client"
check 'poll-client: exit status' 0 "$status"
check_same 'poll-client: every line has come back' "$tmp/in" \
    "$tmp/poll-client.out"
row poll-client "$status"
kill_process "$server"
check 'batch-client loses all lines that come later' "$lines 0" \
    "$(table_row 3)"
lost=$(($(table_row 2 | cut -d ' ' -f 1)))
show_table 'lines sent' 'echoes printed' '!echoes lost' 'exit status'
bad 'batch-client loses the echoes, and says nothing: exit status 0.'
good 'End of file on stdin ends one direction only: shutdown, and read on.'
answer "$lost" \
    'End of file on stdin says that there is no more to send. The echoes are
    still on their way, and a client that closes then does not receive them.
    A file shows this; a person who types does not notice.' \
    ch05/fail/fin-and-rst.md
[ -z "$DEMO" ] || finish_tests

# A person who types waits for each echo: then batch-client loses nothing.
start_version 3
connect_client 3 typing ch05/fail/batch-client
type_line 3 'and now?'
check_wait 'a line that is typed comes back' 1 \
    count_lines "$tmp/typing.out" '^and now?$'
hang_up 3
wait_end "$client"
check 'after end of file: exit status' 0 "$status"
# It sees the server's FIN at once, as poll-client does.
connect_client 3 early ch05/fail/batch-client
kill -KILL "$child"
wait_end "$client"
check 'the server ends first: exit status and message' \
    '1 batch-client: server terminated prematurely' \
    "$status $(cat "$tmp/early.err")"
hang_up 3
kill_process "$server"
finish_tests
