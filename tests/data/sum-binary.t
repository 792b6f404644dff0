#!/bin/sh
# lab: raw structures give wrong sums between machines of different kinds
# class: 4 minutes
# title: structures sent as they are in memory
# unp: 5.18
# keep: The bytes of a structure depend on the machine, so send text, or fix the
#   layout.

. "$(dirname "$0")/../sh/lib.sh"

# bytes ORDER SIZE NUMBER...: prints the bytes of these numbers in the memory of
# a machine with that byte order and that size of long
bytes() {
    order=$1 size=$2
    shift 2
    for n in "$@"; do
        text='' i=0
        while [ $((i += 1)) -le "$size" ]; do
            byte=$(printf '\\%03o' $((n % 256)))
            n=$((n / 256))
            [ "$order" = big ] && text=$byte$text || text=$text$byte
        done
        # shellcheck disable=SC2059  # the format is the bytes
        printf "$text"
    done
}

# decimal [FILE]: prints its bytes on one line, each as a decimal number
decimal() {
    od -An -v -t u1 "$@" | tr -s ' \n' '  ' | sed 's/^ //; s/ $//'
}

# start KIND: start sum-KIND-server; sets $kind, $server and $port
start() {
    kind=$1
    start_server "$kind" "ch05/data/sum-$kind-server" 127.0.0.1 0
}

# dialogue: send the bytes of $tmp/question to the server. The bytes of the
# answer are in $answer, as decimal numbers.
dialogue() {
    input=$tmp/question
    launch bytes tests/tool/half-close 127.0.0.1 "$port"
    wait_end "$pid"
    answer=$(decimal "$tmp/bytes.out")
}

# number ORDER SIZE SKIP: prints the number behind SKIP bytes of $answer
number() {
    echo "$answer" | awk -v order="$1" -v size="$2" -v skip="$3" '{
        for (i = 1; i <= size; i++)
            n = n * 256 + $(skip + (order == "big" ? i : size + 1 - i))
        printf "%d\n", n
    }'
}

# record ORDER SUM: prints a raw answer of the server here: ok, and a sum that a
# client of that byte order reads as SUM
record() {
    bytes little "$long" 1
    bytes "$1" "$long" "$2"
}

# recv_queue: prints the number of bytes that the server's child has not read
recv_queue() {
    one_end "$port" server "$local_port" | sed 's/.* //'
}

# send_part FILE N: send the N bytes of FILE while the child is stopped. Then
# the child goes on and reads them all.
send_part() {
    stop "$kid"
    cat "$1" >&3
    check_wait "$kind: the server has received $2 bytes" "$2" recv_queue
    kill -CONT "$kid"
    check_wait "$kind: the child has read these $2 bytes, and waits" '0 S' waits
}
waits() {
    echo "$(recv_queue) $(state "$kid")"
}

# connect: start a client that sends the bytes written to descriptor 3; sets
# $client, $kid and $local_port
connect() {
    wait_for 0 count_children "$server"
    hold 3 bytes tests/tool/half-close 127.0.0.1 "$port"
    client=$pid
    wait_for 1 count_children "$server"
    kid=$(children "$server")
    local_port=$(client_port "$port")
}

# tell_sums CLIENT SUM1 SUM2: show both sums that this client has received
tell_sums() {
    [ -z "$DEMO" ] ||
        printf '    %-27s1 + 2 = %s    200 + 100 = %s\n' "$@" | collect
}

# like_machines: check the sums that the server's own client receives
like_machines() {
    printf '%s\n' '1 2' '200 100' '-1 -2' 'two words' '1 2 3' \
        '9223372036854775807 1' '-9223372036854775808 -1' '40 2' >"$tmp/in"
    input=$tmp/in
    launch like "ch05/data/sum-$kind-client" 127.0.0.1 "$port"
    wait_end "$pid"
    check "$kind, same machine: the exit status" 0 "$status"
    check "$kind, same machine: the sums" \
'3
300
-3
input error
input error
input error
input error
42' "$(cat "$tmp/like.out")"
    tell_sums 'its own client:' "$(sed -n 1p "$tmp/like.out")" \
        "$(sed -n 2p "$tmp/like.out")"
}

# pieces: $tmp/question comes in two parts and is one record; $tmp/want holds
# its answer
pieces() {
    length=$(wc -c <"$tmp/question" | tr -d ' ')
    dd if="$tmp/question" bs=7 count=1 2>/dev/null >"$tmp/first"
    dd if="$tmp/question" bs=7 skip=1 2>/dev/null >"$tmp/second"
    connect
    send_part "$tmp/first" 7
    check "$kind: part of a record gets no answer" '' \
        "$(decimal "$tmp/bytes.out")"
    send_part "$tmp/second" $((length - 7))
    check_wait "$kind: two parts are one record, and get one answer" \
        "$(decimal "$tmp/want")" decimal "$tmp/bytes.out"
    # The second part of the next record never comes.
    send_part "$tmp/first" 7
    hang_up 3
    wait_end "$client"
    check_wait "$kind: EOF in the middle of a record is an error" 1 \
        count_lines "$tmp/$kind.out" "^child $kid terminated, exit status 1\$"
    reason="connection ended after 7 of $length bytes of a record"
    check "$kind: the server prints the reason" "sum-$kind-server: $reason" \
        "$(cat "$tmp/$kind.err")"
    check "$kind: the server sends nothing more" "$(decimal "$tmp/want")" \
        "$(decimal "$tmp/bytes.out")"
    dialogue
    check "$kind: the server still serves" "$(decimal "$tmp/want")" "$answer"
}

# server_gone: check what the client prints when the server ends first
server_gone() {
    wait_for 0 count_children "$server"
    hold 3 client "ch05/data/sum-$kind-client" 127.0.0.1 "$port"
    client=$pid
    type_line 3 '1 1'
    wait_for 1 count_lines "$tmp/client.out" '^2$'
    kill -KILL "$(children "$server")"
    wait_for 1 count_sockets "$port" client CLOSE_WAIT
    type_line 3 '2 2'
    wait_end "$client"
    check "$kind, the server ends first: the client reports it" \
        "exit 1: sum-$kind-client: server terminated prematurely" \
        "exit $status: $(cat "$tmp/client.err")"
    hang_up 3
    wait_for 0 count_children "$server"
    check_wait "$kind: no zombie is left" 0 count_zombies "$server"
}

# half_answer: what the client prints when the server sends 5 bytes and its FIN
half_answer() {
    start_server half ch05/fail/read-to-eof 127.0.0.1 0
    echo '1 1' >"$tmp/in"
    input=$tmp/in
    launch client "ch05/data/sum-$kind-client" 127.0.0.1 "$port"
    wait_end "$pid"
    check "$kind, half an answer: the client reports it, and prints no sum" \
        "exit 1: sum-$kind-client: server terminated prematurely" \
        "exit $status: $(cat "$tmp/client.err" "$tmp/client.out")"
    kill_process "$server"
}

# Find this machine's byte order. Find its size of long from the number of bytes
# that the raw client sends.
case $(printf '\001\000' | od -An -t d2 | tr -d ' ') in
1) own=little other=big ;;
*) own=big other=little ;;
esac
start_server upper ch05/data/upper-server 127.0.0.1 0
echo '1 2' >"$tmp/in"
input=$tmp/in
launch raw ch05/data/sum-raw-client 127.0.0.1 "$port"
wait_end "$pid"
wait_for 1 count_lines "$tmp/upper.out" received
long=$(awk '/ bytes received/ { print $3 / 2 }' "$tmp/upper.out")
check_range 'the raw client sends two longs' 4 8 "$long"
kill_process "$pid"
heading "This machine is $own-endian, and its long has $long bytes."

heading 'sum-raw-server sends structures as they are in memory:'
start raw
like_machines

ask "sum-raw sends the bytes of two longs as they are in memory. What does a
    $other-endian client receive for 200 + 100?" \
    'Each byte is at another place. Where does the carry of 200 + 100 go?' \
    '300|the bytes come back as they went' '44|300 without its carry' \
    '0|the server reads other numbers' 'an error|the structure is not valid'
# The other byte order.
bytes "$other" "$long" 1 2 >"$tmp/question"
dialogue
small=$(number "$other" "$long" "$long")
record "$other" 3 >"$tmp/want"
check 'raw, other byte order: 1 + 2 = 3, because there is no carry' \
    "$(decimal "$tmp/want")" "$answer"
bytes "$other" "$long" 200 100 >"$tmp/question"
dialogue
record "$other" 44 >"$tmp/want"
check 'raw, other byte order: 200 + 100 = 44, the carry is lost' \
    "$(decimal "$tmp/want")" "$answer"
tell_sums "a $other-endian client:" "$small" \
    "$(number "$other" "$long" "$long")"

sum=$(number "$other" "$long" "$long")
# Another size of long.
if have long-8 'raw, another size of long'; then
    connect
    bytes "$own" 4 1 2 >"$tmp/first"
    bytes "$own" 4 3 4 >"$tmp/second"
    send_part "$tmp/first" 8
    check 'raw, long of 4 bytes: 1 + 2 gets no answer' '' \
        "$(decimal "$tmp/bytes.out")"
    send_part "$tmp/second" 8
    want=$({ bytes little 8 1; bytes "$own" 4 4 6; } | decimal)
    check_wait 'raw, long of 4 bytes: after 3 + 4 comes one wrong answer' \
        "$want" decimal "$tmp/bytes.out"
    hang_up 3
    wait_end "$client"
    answer=$got
    tell "    A client with 4-byte long gets no answer to 1 + 2. To 3 + 4: $(
        number "$own" 4 4)"
fi
bad 'The sums are wrong, and no program reports an error. Small numbers, like'
bad '1 + 2, have no carry, so a test with them does not find the error.'
answer "$sum" \
    'The server adds the bytes in its own order. The carry goes to a byte
    that is the next one for the server, but not for the client. No program
    notices this. Send text, or fix the layout.' \
    'ch05/data/README.md'

if [ -z "$DEMO" ]; then
    bytes "$own" "$long" 200 100 >"$tmp/question"
    record "$own" 300 >"$tmp/want"
    pieces
    server_gone
fi
kill_process "$server"
[ -n "$DEMO" ] || half_answer

heading 'sum-portable-server sends a fixed layout of bytes:'
start portable
like_machines

# A client on any machine sends and receives these bytes.
bytes big 8 1 2 >"$tmp/question"
dialogue
check 'portable, the bytes of any client: 1 + 2 = 3' '1 0 0 0 0 0 0 0 3' \
    "$answer"
bytes big 8 200 100 >"$tmp/question"
dialogue
check 'portable, the bytes of any client: 200 + 100 = 300' \
    '1 0 0 0 0 0 0 1 44' "$answer"
tell "    any other client sends:    $(decimal "$tmp/question")" \
    "    and receives:              $answer, which is $(number big 8 1)"
good 'The layout fixes the number of bytes and their order, so the sums are'
good 'right between any two machines.'
[ -z "$DEMO" ] || finish_tests

{ printf '\1' && bytes big 8 300; } >"$tmp/want"
pieces

# ones: prints seven bytes of 255; eight of them are the number -1
ones() {
    printf '\377\377\377\377\377\377\377'
}
{ ones && printf '\377' && ones && printf '\376'; } >"$tmp/question"
dialogue
check 'portable, by bytes: -1 + -2 = -3' \
    '1 255 255 255 255 255 255 255 253' "$answer"
{ printf '\200' && bytes big 7 0 && bytes big 8 0; } >"$tmp/question"
dialogue
check 'portable, by bytes: -2^63 + 0' '1 128 0 0 0 0 0 0 0' "$answer"
{ printf '\177' && bytes big 7 0 && printf '\0' && ones; } >"$tmp/question"
dialogue
check 'portable, by bytes: 2^63 - 2^56 + 2^56 - 1 just fits' \
    '1 127 255 255 255 255 255 255 255' "$answer"
{ printf '\177' && ones && bytes big 8 1; } >"$tmp/question"
dialogue
check 'portable, by bytes: 2^63 - 1 + 1 does not fit, so ok is 0' \
    '0 0 0 0 0 0 0 0 0' "$answer"
{ printf '\200' && bytes big 7 0 && ones && printf '\377'; } >"$tmp/question"
dialogue
check 'portable, by bytes: -2^63 + -1 does not fit, so ok is 0' \
    '0 0 0 0 0 0 0 0 0' "$answer"
server_gone
kill_process "$server"
half_answer

# upper-server sends back unchanged what the client packs, because no byte is a
# letter. The client reads the first nine bytes as an answer: ok is 1, and the
# sum is the bytes 2 to 9. The numbers are 0102030405060708 and 0900000000000000
# in hex.
start_server upper ch05/data/upper-server 127.0.0.1 0
echo '72623859790382856 648518346341351424' >"$tmp/in"
input=$tmp/in
launch echoed ch05/data/sum-portable-client 127.0.0.1 "$port"
wait_end "$pid"
check 'portable, the client sends the most significant byte first' \
    144964032628459529 "$(cat "$tmp/echoed.out")"
check_wait 'portable, the client sends 16 bytes' 1 \
    count_lines "$tmp/upper.out" ': 16 bytes received'
finish_tests
