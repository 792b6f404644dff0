#!/bin/sh
# lab: structures on the wire: raw is wrong between unlike machines

. "$(dirname "$0")/../sh/lib.sh"

# bytes ORDER SIZE NUMBER...: as a machine of that byte order and size of long
# has them in memory
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

# decimal [FILE]: its bytes, a number for each, on one line
decimal() {
    od -An -v -t u1 "$@" | tr -s ' \n' '  ' | sed 's/^ //; s/ $//'
}

# start KIND: sum-KIND-server; $kind, $server, $port are its
start() {
    kind=$1
    start_server "$kind" "ch05/data/sum-$kind-server" 127.0.0.1 0
    try="tests/tool/half-close 127.0.0.1 PORT <BYTES | od -t u1"
}

# dialogue: $tmp/question to the server, byte by byte; the answer is $answer
dialogue() {
    input=$tmp/question
    launch bytes tests/tool/half-close 127.0.0.1 "$port"
    wait_end "$pid"
    answer=$(decimal "$tmp/bytes.out")
}

# number ORDER SIZE SKIP: the one behind the first SKIP bytes of $answer
number() {
    echo "$answer" | awk -v order="$1" -v size="$2" -v skip="$3" '{
        for (i = 1; i <= size; i++)
            n = n * 256 + $(skip + (order == "big" ? i : size + 1 - i))
        printf "%d\n", n
    }'
}

# record ORDER ANSWER...: a raw answer of this machine's size: ok, and a sum
# that is, to a client of that byte order, ANSWER
record() {
    bytes little "$long" 1
    bytes "$1" "$long" "$2"
}

# recv_queue: bytes that the server's child has not read
recv_queue() {
    one_end "$port" server "$local_port" | sed 's/.* //'
}

# send_part FILE N: send the N bytes of FILE while the child is stopped. Then
# the child goes on and reads them all.
send_part() {
    stop "$kid"
    cat "$1" >&3
    check_wait "$kind: $2 bytes have come" "$2" recv_queue
    kill -CONT "$kid"
    check_wait "$kind: the child has read these $2, and waits" '0 S' waits
}
waits() {
    echo "$(recv_queue) $(state "$kid")"
}

# connect: a client of bytes on descriptor 3; $client, $kid, $local_port
connect() {
    wait_for 0 count_children "$server"
    hold 3 bytes tests/tool/half-close 127.0.0.1 "$port"
    client=$pid
    wait_for 1 count_children "$server"
    kid=$(children "$server")
    local_port=$(client_port "$port")
}

# tell_sums CLIENT SUM1 SUM2
tell_sums() {
    [ -z "$DEMO" ] ||
        printf '    %-27s1 + 2 = %s    200 + 100 = %s\n' "$@"
}

# like_machines: the programs of one kind with each other
like_machines() {
    printf '%s\n' '1 2' '200 100' '-1 -2' 'two words' '1 2 3' \
        '9223372036854775807 1' '-9223372036854775808 -1' '40 2' >"$tmp/in"
    input=$tmp/in
    launch like "ch05/data/sum-$kind-client" 127.0.0.1 "$port"
    wait_end "$pid"
    check "$kind, like machines: exit status" 0 "$status"
    check "$kind, like machines: the sums" \
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

# pieces: $tmp/question in two halves is one record; its answer is in $tmp/want
pieces() {
    length=$(wc -c <"$tmp/question" | tr -d ' ')
    dd if="$tmp/question" bs=7 count=1 2>/dev/null >"$tmp/first"
    dd if="$tmp/question" bs=7 skip=1 2>/dev/null >"$tmp/second"
    connect
    send_part "$tmp/first" 7
    check "$kind: half a record has no answer" '' "$(decimal "$tmp/bytes.out")"
    send_part "$tmp/second" $((length - 7))
    check_wait "$kind: two halves are one record, with one answer" \
        "$(decimal "$tmp/want")" decimal "$tmp/bytes.out"
    # and now one that never gets its second half
    send_part "$tmp/first" 7
    hang_up 3
    wait_end "$client"
    check_wait "$kind: EOF in the middle of a record is an error" 1 \
        count_lines "$tmp/$kind.out" "^child $kid terminated, exit status 1\$"
    reason="connection ended after 7 of $length bytes of a record"
    check "$kind: it says so" "sum-$kind-server: $reason" \
        "$(cat "$tmp/$kind.err")"
    check "$kind: and sends nothing more" "$(decimal "$tmp/want")" \
        "$(decimal "$tmp/bytes.out")"
    dialogue
    check "$kind: the server lives on" "$(decimal "$tmp/want")" "$answer"
}

# server_gone: what the client says when the server ends first
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
    check "$kind, the server ends first: a clear error" \
        "exit 1: sum-$kind-client: server terminated prematurely" \
        "exit $status: $(cat "$tmp/client.err")"
    hang_up 3
    wait_for 0 count_children "$server"
    check_wait "$kind: no zombie is left" 0 count_zombies "$server"
}

# What this machine is: its byte order, and from how many bytes the raw client
# sends, its size of long.
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
heading "This machine: $own-endian, a long has $long bytes."

heading 'sum-raw-server, which sends structures as they lie in memory'
start raw
like_machines

# The other byte order.
bytes "$other" "$long" 1 2 >"$tmp/question"
dialogue
small=$(number "$other" "$long" "$long")
record "$other" 3 >"$tmp/want"
check 'raw, other byte order: 1 + 2 = 3, by luck' \
    "$(decimal "$tmp/want")" "$answer"
bytes "$other" "$long" 200 100 >"$tmp/question"
dialogue
record "$other" 44 >"$tmp/want"
check 'raw, other byte order: 200 + 100 = 44, the carry went the wrong way' \
    "$(decimal "$tmp/want")" "$answer"
tell_sums "a $other-endian client:" "$small" \
    "$(number "$other" "$long" "$long")"

# Another size of long.
if [ "$long" -eq 8 ]; then
    connect
    bytes "$own" 4 1 2 >"$tmp/first"
    bytes "$own" 4 3 4 >"$tmp/second"
    send_part "$tmp/first" 8
    check 'raw, long of 4 bytes: 1 + 2 has no answer' '' \
        "$(decimal "$tmp/bytes.out")"
    send_part "$tmp/second" 8
    want=$({ bytes little 8 1; bytes "$own" 4 4 6; } | decimal)
    check_wait 'raw, long of 4 bytes: 3 + 4 completes it, to a wrong answer' \
        "$want" decimal "$tmp/bytes.out"
    hang_up 3
    wait_end "$client"
    answer=$got
    tell "    a client with 4-byte long: 1 + 2: no answer; and then 3 + 4: $(
        number "$own" 4 4)"
else
    skip 'raw, another size of long' \
        "written for a long of 8 bytes; here it has $long"
fi
bad 'No error anywhere, but wrong sums. Small numbers do not show it: no carry.'

if [ -z "$DEMO" ]; then
    bytes "$own" "$long" 200 100 >"$tmp/question"
    record "$own" 300 >"$tmp/want"
    pieces
    server_gone
fi
kill_process "$server"

heading 'sum-portable-server, which sends a fixed layout of bytes'
start portable
like_machines

# Whatever the client's machine, these are the bytes that it sends and gets.
bytes big 8 1 2 >"$tmp/question"
dialogue
check 'portable, any client, by bytes: 1 + 2 = 3' '1 0 0 0 0 0 0 0 3' "$answer"
bytes big 8 200 100 >"$tmp/question"
dialogue
check 'portable, any client, by bytes: 200 + 100 = 300' \
    '1 0 0 0 0 0 0 1 44' "$answer"
tell "    any other client sends:    $(decimal "$tmp/question")" \
    "    and gets:                  $answer, that is $(number big 8 1)"
good 'Portable: bytes in a defined order, of a defined number. The machine that'
good 'packs and the one that unpacks may be as different as they like.'
[ -z "$DEMO" ] || finish_tests

{ printf '\1' && bytes big 8 300; } >"$tmp/want"
pieces

# ones: seven bytes of 255; eight would be -1
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
{ printf '\177' && ones && bytes big 8 1; } >"$tmp/question"
dialogue
check 'portable, by bytes: 2^63 - 1 + 1 does not fit, and says so' \
    '0 0 0 0 0 0 0 0 0' "$answer"
{ printf '\200' && bytes big 7 0 && ones && printf '\377'; } >"$tmp/question"
dialogue
check 'portable, by bytes: -2^63 + -1 does not fit, and says so' \
    '0 0 0 0 0 0 0 0 0' "$answer"
server_gone
kill_process "$server"

# What the client packs: upper-server sends it back, none of it a letter. The
# first nine bytes are then taken for an answer: 1, and 2 3 4 5 6 7 8 9. In hex
# the two numbers are 0102030405060708 and 0900000000000000.
start_server upper ch05/data/upper-server 127.0.0.1 0
echo '72623859790382856 648518346341351424' >"$tmp/in"
input=$tmp/in
launch echoed ch05/data/sum-portable-client 127.0.0.1 "$port"
wait_end "$pid"
check 'portable, what the client sends: the most significant byte first' \
    144964032628459529 "$(cat "$tmp/echoed.out")"
check_wait 'portable, what the client sends: 16 bytes' 1 \
    count_lines "$tmp/upper.out" ': 16 bytes received'
finish_tests
