#!/bin/sh
# lab: a server's log of its clients, their bytes, and how each child ended
# class: 3 minutes
# title: characters and bytes
# unp: 5.18
# keep: TCP carries bytes and not characters; one letter may be two bytes.

. "$(dirname "$0")/../sh/lib.sh"

log() {
    cat "$tmp/upper.out"
}

# check_log TEXT PATTERN: the log gets a line that matches, once
check_log() {
    check_wait "$1" 1 count_lines "$tmp/upper.out" "^$2\$"
}

start_server upper ch05/data/upper-server 127.0.0.1 0

heading 'A client connects, sends a line, and closes the connection.'
hold 3 client ch05/client-v1 127.0.0.1 "$port"
in_class tell 'upper-server sends each letter from a to z back in upper case.' \
    'Next, the user of the client types: Grüße, world 42'
ask 'These are 15 characters, and Enter. How many bytes does the server read?' \
    'TCP knows bytes. What are the bytes of a letter with an accent?' \
    '15|one for each character' '16|and one for the newline' \
    '18|ü and ß have two each, and the newline one'
type_line 3 'Grüße, world 42'
check_wait 'the echo has its ASCII letters in upper case' 1 \
    count_lines "$tmp/client.out" '^GRüßE, WORLD 42$'
kid=$(children "$server")
check_log 'the log has the same port as the socket table' \
    "child $kid: client 127\.0\.0\.1 port $(client_port "$port") connected"
check_log 'the log counts bytes, not letters' \
    "child $kid: 18 bytes received, sent back in upper case"
show_sockets "$port"
in_class show_output upper
answer "$(sed -n "s/^child $kid: \([0-9]*\) bytes received.*/\1/p" \
    "$tmp/upper.out")" \
    'TCP carries bytes, and knows no letters. In UTF-8, ü and ß are two bytes
    each. upper-server changes the 26 letters a to z and leaves other bytes as
    they are, so no letter is cut in two.' \
    'ch05/data/README.md'

# A signal interrupts read, and the child continues.
kill -CHLD "$kid" "$server"
stop "$kid"
kill -CONT "$kid"
type_line 3 again
check_wait 'after signals to both processes, the child still serves' 1 \
    count_lines "$tmp/client.out" '^AGAIN$'
hang_up 3
check_log 'the log says that the client has gone' "child $kid: client gone"
check_log 'the log has the exit status of the child' \
    "child $kid terminated, exit status 0"

heading 'A child is killed while it serves a client.'
hold 3 killed ch05/client-v1 127.0.0.1 "$port"
wait_for 1 count_children "$server"
kid=$(children "$server")
kill -KILL "$kid"
check_log 'the log has the signal that killed the child' \
    "child $kid terminated, signal 9"
hang_up 3

heading 'A client ends before it reads its answer, so its host sends a RST.'
hold 3 reset tests/tool/half-close 127.0.0.1 "$port"
receiver=$pid
wait_for 1 count_children "$receiver"
sender=$(children "$receiver")
stop "$receiver"
wait_for 1 count_children "$server"
kid=$(children "$server")
type_line 3 unread
check_log 'the server has sent the answer' \
    "child $kid: 7 bytes received, sent back in upper case"
kill -KILL "$sender"
kill_process "$receiver"
check_log 'the reset ends only the child of that client' \
    "child $kid terminated, exit status 1"
check 'the server prints the reason once on stderr' \
    "upper-server: read: $(reason ECONNRESET)" "$(cat "$tmp/upper.err")"
hang_up 3
check 'no zombie remains' 0 "$(count_zombies "$server")"
show_output upper

if [ -n "$DEMO" ]; then
    good 'The parent, its handler and the children all write to this log. Each'
    good 'line is one write(2), so it appears once and in full.'
    finish_tests
fi

# While one child is stopped, the parent serves other clients: its handler calls
# waitpid with WNOHANG and does not block.
hold 3 first ch05/client-v1 127.0.0.1 "$port"
wait_for 1 count_children "$server"
kid=$(children "$server")
stop "$kid"
hold 4 other ch05/client-v1 127.0.0.1 "$port"
type_line 4 meanwhile
check_wait 'while a child is stopped, the server serves another client' 1 \
    count_lines "$tmp/other.out" '^MEANWHILE$'
kill -CONT "$kid"
hang_up 3
hang_up 4

# Send each of the 256 byte values 4096 times. Both directions are busy at once.
i=0
while [ "$i" -lt 256 ]; do
    # shellcheck disable=SC2059  # the format is the byte
    printf "\\$(printf %03o "$i")"
    i=$((i + 1))
done >"$tmp/bytes"
cp "$tmp/bytes" "$tmp/sent"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    cat "$tmp/sent" "$tmp/sent" >"$tmp/twice"
    mv "$tmp/twice" "$tmp/sent"
done
LC_ALL=C tr abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ \
    <"$tmp/sent" >"$tmp/want"
check 'the input has 1 MiB' 1048576 "$(wc -c <"$tmp/sent" | tr -d ' ')"
input=$tmp/sent
launch bytes tests/tool/half-close 127.0.0.1 "$port"
wait_end "$pid"
check '1 MiB: the exit status' 0 "$status"
check_same '1 MiB: a to z become A to Z, other bytes are unchanged' \
    "$tmp/want" "$tmp/bytes.out"
wait_for 0 count_children "$server"
kill_process "$server"

# With stdout in a file and 30 clients at once, each line appears once, in full.
start_server upper ch05/data/upper-server 127.0.0.1 0
hold 3 crowd-1 ch05/client-v1 127.0.0.1 "$port"
i=1
while [ $((i += 1)) -le 30 ]; do
    input=$tmp/bytes
    launch "crowd-$i" ch05/client-v1 127.0.0.1 "$port"
done
type_line 3 hello
wait_for 1 count_lines "$tmp/crowd-1.out" HELLO
hang_up 3
check_wait '30 clients at once: 30 children exit with 0' 30 \
    count_lines "$tmp/upper.out" '^child [0-9]* terminated, exit status 0$'
check '30 clients at once: 30 clients have connected' 30 "$(log |
    grep -c '^child [0-9]*: client 127\.0\.0\.1 port [0-9]* connected$')"
check '30 clients at once: 30 clients have gone' 30 "$(log |
    grep -c '^child [0-9]*: client gone$')"
check '30 clients at once: the number of bytes' $((29 * 256 + 6)) "$(log |
    awk '/ bytes received, sent back in upper case$/ { n += $3 }
        END { print n + 0 }')"
check '30 clients at once: no line of another form' '' "$(log | grep -v \
    -e '^listening on 127\.0\.0\.1 port [0-9]*$' \
    -e '^child [0-9]*: client 127\.0\.0\.1 port [0-9]* connected$' \
    -e '^child [0-9]*: [0-9]* bytes received, sent back in upper case$' \
    -e '^child [0-9]*: client gone$' \
    -e '^child [0-9]* terminated, exit status 0$')"
check '30 clients at once: no line appears twice' '' \
    "$(log | grep -v bytes | sort | uniq -d)"
check '30 clients at once: no zombie' 0 "$(count_zombies "$server")"
check '30 clients at once: no error' '' "$(cat "$tmp/upper.err")"
finish_tests
