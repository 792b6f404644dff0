#!/bin/sh
# test: make class at a terminal: right, wrong, passed, hint, back, q
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/run-class.sh
need job-control 'a class'
need terminal 'a class'
need merge 'the three questions of zombies'

# Each question of zombies waits three times: for the prediction, after the
# measurement, and after the reason.
{
    # v1: the hint, what is no answer, the screen again, and the right answer
    printf 'wait %s\ntype %s\n' "$prompt" '?' "$prompt" 7 "$prompt" r \
        "$prompt" 5 "$prompt" r 'goes back: ' '' "$prompt" '' "$prompt" ''
    # v2: a wrong answer
    printf 'wait %s\ntype %s\n' "$prompt" 0 "$prompt" '' "$prompt" ''
    # v3: the class passes
    steps 3
    echo 'wait TIME_WAIT, server side'
} >"$tmp/script"
ask_class answers zombies
check 'to the end: exit status' 0 "$status"
check 'a right prediction, before and after r, and with the reason' 3 \
    "$(saw answers 'Right. You said: 5. It is: 5.')"
check 'a wrong prediction, without and with the reason' 2 \
    "$(saw answers 'Wrong. You said: 0. It is: 4.')"
check 'a question that the class passes, the same' 2 \
    "$(saw answers 'It is: 0.')"
check 'the hint of v1, once' 1 "$(saw answers 'Hint: A child that ends')"
check 'what is no answer' 1 "$(saw answers 'Please type one of: 0 1 4 5')"
check 'the first question, again after ?, 7, r and r' 5 \
    "$(saw answers 'How many zombies will server-v1 have then?')"
check 'the reason comes after Enter' 1 "$(saw answers 'Nothing in server-v1')"
check 'at the end' 1 "$(saw answers 'Right: 1. Wrong: 1. Passed: 1.')"
check 'the lesson keeps it' 'ladder/zombies 1 1 1' "$(cat "$tmp/lesson")"
# The title is neutral until the last answer; then it may say what happens.
check 'the title at the last question' 0 "$(tr -d '\r' <"$tmp/answers.out" |
    sed '/server-v3 have then/,$d' | grep -c 'v1, v2, v3 side by side')"
check 'the title with the last answer' yes "$(tr -d '\r' <"$tmp/answers.out" |
    grep -q 'zombies: v1, v2, v3 side by side' && echo yes)"
check 'at the end: what to keep' 1 \
    "$(saw answers 'Keep in mind: Five SIGCHLDs')"

# too_big NAME ROWS: prints each line that is too long, or that is too far down
# on its page. A page starts with "home" and "erase".
too_big() {
    tr -d '\r' <"$tmp/$1.out" | awk -v esc="$(printf '\033')" -v most="$2" '
        index($0, esc "[2J") { sub(/.*\[2J/, ""); rows = 0 }
        ++rows > most || length > 80'
}
check 'pages of more than 24 lines, lines of more than 80 columns' '' \
    "$(too_big answers 24)"
show_output answers

# A terminal of 20 lines: the pages are shorter, and nothing scrolls away.
{
    echo 'size 20 80'
    n=0
    while [ $((n += 1)) -le 12 ]; do
        printf '%s\n' "wait q ends" 'type '
    done
} >"$tmp/script"
ask_class low zombies
check '20 lines: pages of more than 20 lines' '' "$(too_big low 20)"
check '20 lines: the lab comes to its end' 1 \
    "$(saw low 'Right: 0. Wrong: 0. Passed: 3.')"
sed '$d' "$tmp/lesson" >"$tmp/kept"
mv "$tmp/kept" "$tmp/lesson"

# What is longer than a line continues on the next one, between two words.
long='    client-v1: str_cli: server terminated prematurely, and read says: no'
long="$long Connection reset by peer"
check 'a long line: at most 80 columns' '' "$(echo "$long" | fit_lines |
    awk 'length > 80')"
check 'a long line: its words' "$long" \
    "$(echo "$long" | fit_lines | sed '2,$s/^ *//' | paste -s -d ' ' -)"

# A sentence is not cut where a page ends.
room=3
printf '%s\n' 'One.' 'Two is long and' "$(printf '\033[1m')goes on. Three." \
    'goes on, too.' 'Four.' >"$tmp/screen"
check 'a page does not begin in the middle of a sentence' 1 "$(page_end)"
printf '%s\n' 'One.' 'goes on, too.' 'Four.' >"$tmp/screen"
check 'a page that fits' 3 "$(page_end)"

# order SEED: prints the options of stopped-child in their order
order() {
    : >"$tmp/quiz"
    # shellcheck disable=SC2086  # TEST_SH may be two words
    SEED=$1 QUIZ=$tmp/quiz DEMO=1 ${TEST_SH:-sh} tests/fail/stopped-child.t \
        >"$tmp/shown"
    sed -n 's/^    [a-z]) \([^:]*\):.*/\1/p' "$tmp/quiz" | paste -s -d ' ' -
}
for seed in 1 2 3 4 5 6; do
    order $seed
done >"$tmp/orders"
check 'options that are words: the same seed, the same order' "$(order 1)" \
    "$(sed 1q "$tmp/orders")"
check_range 'six seeds: different orders' 3 6 \
    "$(sort -u "$tmp/orders" | wc -l | tr -d ' ')"
check 'six seeds: the same three options' 'a an echo nothing refusal' \
    "$(tr ' ' '\n' <"$tmp/orders" | sort -u | paste -s -d ' ' -)"

# Where some options are words, a letter chooses, and so does the value itself.
# shellcheck disable=SC2086  # TEST_SH may be two words
SEED=3 QUIZ=$tmp/quiz DEMO=1 ${TEST_SH:-sh} tests/fail/eintr.t >"$tmp/shown"
letter=$(sed -n 's/^    \([a-z]\)) 1:.*/\1/p' "$tmp/quiz")
for typed in 1 "$letter"; do
    [ "$typed" != 1 ] || have long 'the number as itself' || continue
    printf 'wait %s\ntype %s\nwait %s\ntype q\n' "$prompt" "$typed" \
        "$prompt" >"$tmp/script"
    ask_class "typed-$typed" eintr
    check "eintr: typing $typed" 1 \
        "$(saw "typed-$typed" 'Right. You said: 1. It is: 1.')"
done
check 'the letter of 1 is a letter' yes \
    "$(case $letter in ([a-c]) echo yes ;; esac)"

# What is typed before the class can see the question does not answer it.
{
    printf 'wait %s\ntype nothing\ntype 0\ntype 0\n' "$prompt"
    printf 'wait %s\ntype q\n' "$prompt"
} >"$tmp/script"
ask_class ahead client-killed
check 'q: exit status' 0 "$status"
check 'only the first of three lines is an answer' 1 \
    "$(saw ahead 'You said: nothing. It is: 0.')"
check 'the others do not skip what was measured' 0 \
    "$(saw ahead 'The kernel closes')"

# Without a terminal nothing waits. And if server-v3 does not reap, then the
# class sees what was measured, and that it is not as it should be.
mkdir -p "$tmp/copy/tests/ladder" "$tmp/copy/tests/tool" "$tmp/copy/ch05"
cp ch05/server-v? ch05/client-v? "$tmp/copy/ch05"
cp -R tests/sh "$tmp/copy/tests"
cp tests/tool/reason "$tmp/copy/tests/tool"     # for a port that is taken
cp tests/ladder/zombies.t "$tmp/copy/tests/ladder"
cp ch05/server-v1 "$tmp/copy/ch05/server-v3"
# shellcheck disable=SC2086  # TEST_SH may be two words: busybox sh
CLASS=1 DEMO=1 ${TEST_SH:-sh} "$tmp/copy/tests/ladder/zombies.t" \
    >"$tmp/broken.out" 2>&1
check 'a server-v3 that does not reap: the answers' \
    'It is: 5. It is: 4. It is: 5.' \
    "$(grep '^It is' "$tmp/broken.out" | paste -s -d ' ' -)"
check 'a server-v3 that does not reap: the expectation fails' 1 \
    "$(saw broken '- v1 leaves five zombies, v2 four, v3 none')"
check 'without a terminal, the lesson keeps nothing' no \
    "$([ ! -e "$tmp/copy/.lesson" ] && echo no)"

# A question about what one can see shows it: the SIGKILL, and the Z after it.
# shellcheck disable=SC2086  # TEST_SH may be two words
CLASS=1 DEMO=1 ${TEST_SH:-sh} tests/proc/zombie.t </dev/null >"$tmp/whole.out"
sed '/^It is/q' "$tmp/whole.out" >"$tmp/zombie.out"
check 'zombie: before the answer, SIGKILL and then Z; nothing is gone' '1 2 0' \
    "$(grep -c '^We send SIGKILL' "$tmp/zombie.out") $(
        grep -c '^ *[0-9]* *[0-9]* *Z' "$tmp/zombie.out") $(
        grep -c 'is: *gone' "$tmp/zombie.out")"
# The sockets of other hosts cannot be seen in a second terminal.
printf 'wait %s\ntype q\n' 'q ends' >"$tmp/script"
ask_class reboot reboot
if have hosts 'reboot: no hint where there is no port'; then
    check 'reboot: no hint where there is no port' 0 \
        "$(saw reboot 'In a second terminal')"
    # shellcheck disable=SC2086  # TEST_SH may be two words
    DEMO=1 ${TEST_SH:-sh} tests/fail/reboot.t >"$tmp/demo.out"
    check 'reboot: the demo does not show the old echo after the new line' 0 \
        "$(grep -c '^ *before$' "$tmp/demo.out")"
fi
finish_tests
