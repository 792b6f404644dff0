#!/bin/sh
# test: wire on a terminal: a prompt says what can be done; and colour

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'a terminal'
if ! script -qec 'test -t 0 && echo tty' /dev/null </dev/null 2>/dev/null |
    grep -q tty; then
    skip 'a terminal' 'the program script is missing'
    finish_tests
fi

# shows PATTERN: prints yes if the terminal has shown it
shows() {
    grep -q "$1" "$tmp/terminal.out" && echo yes
}

# on_terminal NO_COLOR: a session on a terminal. It loses the SYN and waits for
# the next one; later a line is sent into the unplugged cable.
on_terminal() {
    rm -f "$tmp/pipe.4"
    hold 4 terminal env NO_COLOR="$1" TERM=xterm SHELL=/bin/sh \
        script -qec ch05/wire/wire /dev/null
    wait_for yes shows '\[cable: 1\] Enter: 1 arrives; or lose, help > '
    type_line 4 lose
    wait_for yes shows '\[cable: -\] type hello, eof, wait, help > '
    wait_for yes shows 'SYN seq 0 (1 again)'
    type_line 4 run
    wait_for yes shows 'ESTABLISHED  *ESTABLISHED'
    type_line 4 unplug
    type_line 4 'type hello'
    wait_for yes shows '\[unplugged\] type hello, eof, wait, help > '
    wait_for yes shows '6 bytes  *--X'
    type_line 4 nonsense
    wait_for yes shows 'the end, as Ctrl-D'
    type_line 4 quit
    wait_end "$pid"
    hang_up 4
}

red=$(printf '\033')'\[1;31m'
on_terminal ''
check 'exit status, in spite of a bad command' 0 "$status"
check 'the title says what this is' yes "$(shows 'You are the cable')"
check 'what is lost is red' yes "$(shows "$red--- ACK 1 seq 1, 6 bytes")"
on_terminal 1
check 'NO_COLOR: exit status' 0 "$status"
check 'NO_COLOR: no red' '' "$(shows '\[1;31m')"
finish_tests
