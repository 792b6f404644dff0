#!/bin/sh
# test: a demo has colour only on a terminal; it fails if nobody can see it

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
if have terminal 'colour on a terminal'; then
    check 'a terminal: colour' 1 "$(NO_COLOR='' in_terminal "$shown" | red)"
    check 'a terminal and NO_COLOR: no colour' text \
        "$(NO_COLOR=1 in_terminal "$shown")"
fi

# If stdout is full or closed, the exit status of a demo is 1.
demo='. tests/sh/lib.sh; tell text; finish_tests'
check 'stdout is written: exit status' 0 \
    "$(DEMO=1 sh -c "$demo" tests/self/colour.t >"$tmp/demo"; echo $?)"
check 'stdout is closed: exit status' 1 \
    "$( (DEMO=1 sh -c "$demo" tests/self/colour.t >&- 2>"$tmp/err"; echo $? >&3
    ) 3>&1)"
if have /dev/full 'a demo on a full disk'; then
    check 'stdout is full: exit status' 1 "$(DEMO=1 sh -c "$demo" \
        tests/self/colour.t 2>"$tmp/err" >/dev/full; echo $?)"
    check 'what it says' 'colour.t: stdout cannot be written' \
        "$(sed -n '$p' "$tmp/err")"
    check 'make demo LAB=list: exit status' 1 \
        "$(sh tests/run.sh --demo list 2>"$tmp/err" >/dev/full; echo $?)"
fi
finish_tests
