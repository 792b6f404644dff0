#!/bin/sh
# test: a demo has colour only on a terminal, and not with NO_COLOR

. "$(dirname "$0")/../sh/lib.sh"

shown='DEMO=1; . tests/sh/show.sh; bad text'

# in_terminal COMMAND: run the command with a terminal as its stdout
in_terminal() {
    tests/tool/terminal sh -c "$1" </dev/null 2>/dev/null | tr -d '\r'
}

# red: prints how many lines of stdin have a colour
red() {
    grep -c "$(printf '\033')"
}

check 'a pipe: no colour' text "$(sh -c "$shown")"
check 'a terminal: colour' 1 "$(NO_COLOR='' in_terminal "$shown" | red)"
check 'a terminal and NO_COLOR: no colour' text \
    "$(NO_COLOR=1 in_terminal "$shown")"
finish_tests
