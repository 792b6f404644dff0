#!/bin/sh
# test: wire on a terminal: a prompt says what can be done; and colour

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a terminal'
need terminal 'a terminal'

# shows PATTERN: prints yes if the terminal has shown it
shows() {
    grep -q "$1" "$tmp/terminal.out" && echo yes
}

idle="\\[cable: -\\] 'type hello', eof, wait, save, help > "

# enter COMMAND: types it and Enter
enter() {
    type_line 4 "type $1"
}

# on_terminal NO_COLOR TERM: a session on a terminal. It loses the SYN and waits
# for the next one; later a line is sent into the unplugged cable.
on_terminal() {
    rm -f "$tmp/pipe.4"
    hold 4 terminal env NO_COLOR="$1" TERM="$2" \
        tests/tool/terminal ch05/wire/wire
    wait_for yes shows '\[cable: 1\] Enter: 1 arrives; or lose, help > '
    enter lose
    wait_for yes shows "$idle"
    wait_for yes shows 'SYN seq 0 (1 again)'
    enter run
    wait_for yes shows 'ESTABLISHED  *ESTABLISHED'
    enter unplug
    enter 'type hello'
    wait_for yes shows "\\[unplugged${idle#*-}"
    wait_for yes shows '6 bytes  *--X'
    enter nonsense
    wait_for yes shows 'type help for the list'
    enter wait
    wait_for yes shows '\[unplugged; [0-9]* retransmissions* dropped\] '
    enter quit
    wait_end "$pid"
    hang_up 4
}

escape=$(printf '\033')
red="$escape\\[1;31m"
on_terminal '' xterm
check 'exit status, in spite of a bad command' 0 "$status"
check 'the title says what this is' yes "$(shows 'You are the cable')"
check 'what is lost is red' yes "$(shows "$red--- ACK 1 seq 1, 6 bytes")"
on_terminal 1 dumb
check 'NO_COLOR: exit status' 0 "$status"
check 'NO_COLOR, TERM=dumb: no red, and the cursor does not move' '' \
    "$(shows "$escape")"

# A narrow terminal: what is typed takes three rows, and all of them go.
rm -f "$tmp/pipe.4"
hold 4 terminal env NO_COLOR= TERM=xterm tests/tool/terminal ch05/wire/wire
wait_for yes shows '\[cable: 1\] '   # the first prompt may come before the SYN
echo 'size 24 40' >&4
enter 'kill server'
wait_for yes shows 'server ends'
enter ''
wait_for yes shows 'RST ACK'
enter ''
wait_for yes shows "$idle"
enter "note $(printf %066d 0)"   # with the prompt: three rows of 40
wait_for yes shows 'Note: 0'
check 'a RST is red' yes "$(shows "$red<-- RST ACK 1")"
check 'a line that is wider than the terminal: rows that are taken away' \
    yes "$(shows "$escape\\[3A")"

# A prompt names only as many segments as there is room for.
n=0
while [ $((n += 1)) -le 16 ]; do
    enter 'again 1'
done
wait_for yes shows ' 16 [.][.][.]\] Enter: 3 arrives; or lose, help > '

# Ctrl-D ends it, and the shell's prompt comes on a line of its own.
prompts() {
    sed '1,/^ 18 /d' "$tmp/terminal.out" | grep -c 'help > '
}
wait_for 1 prompts
enter '^D'
wait_end "$pid"
hang_up 4
check 'Ctrl-D: exit status' 0 "$status"
check 'Ctrl-D: the last byte is a newline' 1 \
    "$(tail -c 1 "$tmp/terminal.out" | wc -l | tr -d ' ')"

# What a program prints is shown at once, and where the prompt was.
rm -f "$tmp/pipe.4"
hold 4 terminal env TERM=xterm tests/tool/terminal ch05/wire/wire \
    ch05/server-v3 "sh -c 'sleep 1; echo late; exec sleep 300'"
wait_for yes shows "$idle"
wait_for yes shows 'client prints: late'
check 'a program prints: the prompt has gone' yes \
    "$(shows "$escape\\[J *client prints: late")"
enter wait
enter 'note no more'
wait_for yes shows 'Note: no more'
check 'what is typed ends a wait' '' "$(shows 'nothing has happened')"

# After fg there is a new prompt: the shell has written over the old one.
prompts() {
    sed '1,/Note: no more/d' "$tmp/terminal.out" | grep -o 'help > ' | wc -l |
        tr -d ' '
}
wait_for 1 prompts
wire=$(children "$pid")
stop "$wire"
kill -CONT "$wire"
check_wait 'after fg: a new prompt' 2 prompts
enter 'note again'
wait_for yes shows 'Note: again'
check 'after fg: a prompt is taken away as before' yes \
    "$(shows "^$escape\\[1A.$escape\\[J *Note: again")"
wait_for 3 prompts
echo 'size 24 49' >&4           # as wide as the prompt: that is one row
echo 'type ^C' >&4
wait_end "$pid"
hang_up 4
check 'Ctrl-C: the prompt has gone' yes "$(tail -n 1 "$tmp/terminal.out" |
    grep -q "> ^C.$escape\\[J\$" && echo yes)"
finish_tests
