#!/bin/sh
# lab: numbers as text: any two machines understand each other
# class: 3 minutes
# title: numbers as text
# unp: 5.18
# keep: Check whether a sum fits before you add, because overflow of signed
#   numbers is undefined.

. "$(dirname "$0")/../sh/lib.sh"

# send_sum CLIENT...: this client sends $tmp/in to the server; its output is in
# $answers
send_sum() {
    input=$tmp/in
    launch client "$@" 127.0.0.1 "$port"
    wait_end "$pid"
    check "$1, $what: the exit status" 0 "$status"
    answers=$(cat "$tmp/client.out")
}

# second_answer: prints the first client's second answer and the children's pids
second_answer() {
    echo "$(sed -n 2p "$tmp/first.out") $(children "$server")"
}

start_server sum-text ch05/data/sum-text-server 127.0.0.1 0
in_class tell 'A client sends two numbers in a line, and the server answers' \
    'with their sum, as text. One of the lines is: 9223372036854775807 1'
ask 'The first number is the biggest that 64 bits can hold, with a sign. What
    does the server answer?' \
    'What must a server check before it adds two numbers?' \
    'input error|the sum does not fit, and it says so' \
    '-9223372036854775808|the sum wraps around' \
    '9223372036854775808|text has room for any number'
heading 'One client sends the lines on the left, and receives the answers:'
what='good and bad lines'
cat >"$tmp/cases" <<'.'
1 2|3
-1 -2|-3
  +5   -7 |-2
300 100|400
9223372036854775807 0|9223372036854775807
9223372036854775807 1|input error
-9223372036854775808 0|-9223372036854775808
-9223372036854775808 -1|input error
9223372036854775808 0|input error
0 -9223372036854775809|input error
1|input error
1 2 3|input error
1 two|input error
1 2x|input error
0x10 1|input error
1,2|input error
|input error
40 2|42
.
sed 's/|.*//' "$tmp/cases" >"$tmp/in"
send_sum ch05/data/sum-text-client
want=$(sed 's/.*|//' "$tmp/cases")
check 'each line gets its answer, also after a bad line' "$want" "$answers"
if [ -n "$DEMO" ]; then
    paste -d '|' "$tmp/in" "$tmp/client.out" |
        awk -F '|' '{ printf "    %-36s%s\n", $1, $2 }' | collect
    good 'A bad line has a newline, too, so the server finds the next line.'
    good 'Text has no byte order and no size of long, so they cannot be wrong.'
    answer "$(sed -n 6p "$tmp/client.out")" \
        'The server checks before it adds, because an overflow of signed numbers
        is undefined in C. It answers with an error, and serves the next line.
        Text has no limit, but the numbers of the server have one.' \
        'ch05/data/README.md'
    finish_tests
fi

# The longest line that the server reads as numbers has 4095 bytes with its
# newline.
what='long lines, NUL bytes, CR LF, sums that just fit, and more'
{
    printf '1 %4092s\n' 2
    printf '1 %4093s\n' 2
    printf '1 %20000s\n' 2
    printf '%4095s1 2\n' ''
    printf '1 2\0\n'
    printf '1 2\0 3\n'
    printf '\0001 2\n'
    printf '1\t2\r\n'
    printf '007 010\n'
    printf '1.5 2\n'
    printf '1-2\n'
    printf '9223372036854775806 1\n'
    printf -- '-9223372036854775807 -1\n'
    printf -- '9223372036854775807 -9223372036854775808\n'
    printf '3 4'
} >"$tmp/in"
want='3
input error
input error
input error
input error
input error
input error
3
17
input error
input error
9223372036854775807
-9223372036854775808
-1
7'
send_sum ch05/data/sum-text-client
check "$what" "$want" "$answers"
send_sum tests/tool/half-close
check "by bytes, $what" "$want" "$answers"

what='a long line without a newline'
printf '1 %20000s' 2 >"$tmp/in"
send_sum ch05/data/sum-text-client
check "$what gets one error" 'input error' "$answers"
send_sum tests/tool/half-close
check "by bytes, $what gets one error" 'input error' "$answers"

what='an empty input'
: >"$tmp/in"
send_sum ch05/data/sum-text-client
check "$what gets no answer" '' "$answers"

# The first client stays connected while a second client comes and goes.
wait_for 0 count_children "$server"
hold 3 first ch05/data/sum-text-client 127.0.0.1 "$port"
first=$pid
type_line 3 '1 nonsense'
wait_for 1 count_lines "$tmp/first.out" '^input error$'
kid=$(children "$server")
what='a second client'
echo '20 22' >"$tmp/in"
send_sum ch05/data/sum-text-client
check "$what gets its sum" 42 "$answers"
type_line 3 '1 1'
check_wait 'the same child still serves the first client' "2 $kid" \
    second_answer

# A signal interrupts the child's read, and the child continues.
kill -CHLD "$kid"
type_line 3 '2 2'
wait_for 3 count_lines "$tmp/first.out" .
check 'after a signal, the child still answers' 4 \
    "$(sed -n 3p "$tmp/first.out")"
kill -KILL "$kid"
wait_for 1 count_sockets "$port" client CLOSE_WAIT
type_line 3 '3 3'
wait_end "$first"
check 'the server ends first: the client reports it' \
    'exit 1: sum-text-client: server terminated prematurely' \
    "exit $status: $(cat "$tmp/first.err")"
hang_up 3
check_wait 'the server prints which child was killed' 1 \
    count_lines "$tmp/sum-text.out" "^child $kid terminated, signal 9\$"
check 'no zombie remains' 0 "$(count_zombies "$server")"
check 'the server reports no error' '' \
    "$(cat "$tmp/sum-text.err")"
finish_tests
