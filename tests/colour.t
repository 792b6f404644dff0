#!/bin/sh
# test colour: only on a terminal, and not where NO_COLOR asks for none

. "$(dirname "$0")/lib.sh"

shown='DEMO=1; . tests/show.sh; bad text'
# red: how many lines have a colour
red() {
    grep -c "$(printf '\033')"
}

check 'a pipe: no colour' 0 "$(sh -c "$shown" | red)"
if [ "$(script -qec 'test -t 1 && echo tty' /dev/null 2>&1 </dev/null |
    tr -d '\r')" = tty ]; then
    check 'a terminal: colour' 1 \
        "$(NO_COLOR='' script -qec "$shown" /dev/null </dev/null | red)"
    check 'a terminal and NO_COLOR: no colour' 0 \
        "$(NO_COLOR=1 script -qec "$shown" /dev/null </dev/null | red)"
else
    skip 'a terminal' 'script, which gives one to a program, is missing'
fi
finish_tests
