#!/bin/sh
# test: make class on paper: the questions, and the answers

. "$(dirname "$0")/../sh/lib.sh"
need merge 'the three questions of zombies'

# The questions on paper, and the answers. zombies asks three times.
# quiz NAME...: print a quiz of these labs
quiz() {
    # shellcheck disable=SC2086  # TEST_SH may be two words
    ${TEST_SH:-sh} tests/run.sh --quiz "$@" </dev/null
}
quiz zombies client-killed >"$tmp/sheet.out"
KEY=1 quiz zombies client-killed >"$tmp/key.out"
check 'quiz: the questions are numbered' '1 2 3 4' \
    "$(sed -n 's/^ *\([0-9]*\)\. .*/\1/p' "$tmp/sheet.out" |
        paste -s -d ' ' -)"
check 'quiz: it gives no answer away' 0 \
    "$(grep -c 'Read: ' "$tmp/sheet.out")"
check 'quiz: lines of more than 80 columns' '' \
    "$(awk 'length > 80' "$tmp/sheet.out" "$tmp/key.out")"
check 'quiz: the values of the four answers' '5 4 0 0' \
    "$(sed -n 's/^ *[0-9]*\. [a-z-]*: [a-h]) //p' "$tmp/key.out" |
        paste -s -d ' ' -)"
check 'quiz: each letter is that of the value on the sheet' 4 "$(
    sed -n 's/^ *\([0-9]*\)\. [a-z-]*: \([a-h]) .*\)/\1 \2/p' \
        "$tmp/key.out" | while read -r n option; do
        sed -n "/^ *$n\\. /,/^\$/p" "$tmp/sheet.out" |
            grep -c "^    $option:" | sed 's/^[2-9].*/1/'
    done | grep -c 1)"
check 'quiz: the why of each answer' 4 "$(grep -c 'Read: ' "$tmp/key.out")"
check 'quiz: a lab that does not exist' \
    "exit 2: There is no lab 'eintrr'. Near: eintr" \
    "$(quiz eintrr 2>&1 >"$tmp/none.out" | sed "s/^/exit 2: /; s/ eintr-.*//")"
finish_tests
