#!/bin/sh
# test: only on a terminal, and not where NO_COLOR asks for none

. "$(dirname "$0")/../sh/lib.sh"

shown='DEMO=1; . tests/sh/show.sh; bad text'

# in_terminal COMMAND: what it prints there
in_terminal() {
    SHELL=/bin/sh script -qec "$1" /dev/null </dev/null 2>/dev/null |
        tr -d '\r'
}

# red: how many lines have a colour
red() {
    grep -c "$(printf '\033')"
}

check 'a pipe: no colour' text "$(sh -c "$shown")"
if [ "$(in_terminal 'test -t 1 && echo tty')" = tty ]; then
    check 'a terminal: colour' 1 \
        "$(NO_COLOR='' in_terminal "$shown" | red)"
    check 'a terminal and NO_COLOR: no colour' text \
        "$(NO_COLOR=1 in_terminal "$shown")"
else
    skip 'a terminal' 'script, which gives one to a program, is missing'
fi
finish_tests
