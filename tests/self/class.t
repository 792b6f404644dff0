#!/bin/sh
# test: make class at a terminal: right, wrong, passed, hint, back, quit, Ctrl-C
# slow

. "$(dirname "$0")/../sh/lib.sh"

if [ -n "${KSH_VERSION:-}" ]; then
    skip 'a class' 'on a terminal, mksh does not exit while a job is stopped'
    finish_tests
fi

# ask_class NAME LAB: run the lab for a class at a terminal; $tmp/script has the
# lines for tests/tool/terminal. $status is the exit status, $tmp/NAME.out is
# what the class has seen. Nothing may be left.
ask_class() {
    input=$tmp/script
    mkdir "$tmp/class"
    # shellcheck disable=SC2086  # TEST_SH may be two words; LAB may be none
    launch "$1" env TMPDIR="$tmp/class" LESSON="$tmp/lesson" NO_COLOR=1 DEMO= \
        tests/tool/terminal ${TEST_SH:-sh} tests/run.sh --class $2
    wait "$pid"
    status=$?
    check_wait "$1: no process and no file is left" '' left
    rmdir "$tmp/class"
}

# left: what the class has left: files in its folder, and processes
left() {
    ls -A "$tmp/class"
    grep -lsF "TMPDIR=$tmp/class" /proc/[0-9]*/environ
}

# steps N: the first N times that the zombies wait for the class, and Enter
prompt='q ends): '
steps() {
    n=0
    while [ $((n += 1)) -le "$1" ]; do
        printf '%s\n' "wait $prompt" 'type '
    done
}

# saw NAME TEXT: how many times the class has seen this line
saw() {
    tr -d '\r' <"$tmp/$1.out" | grep -cF -e "$2"
}

# Each question of zombies waits three times: for the prediction, after the
# measurement, and after the reason.
{
    # v1: the hint, what is no answer, the screen again, and the right answer
    printf 'wait %s\ntype %s\n' "$prompt" '?' "$prompt" 7 "$prompt" b \
        "$prompt" 5 "$prompt" b 'goes back: ' '' "$prompt" '' "$prompt" ''
    # v2: a wrong answer
    printf 'wait %s\ntype %s\n' "$prompt" 0 "$prompt" '' "$prompt" ''
    # v3: the class passes
    steps 3
    echo 'wait TIME_WAIT, server side'
} >"$tmp/script"
ask_class answers zombies
check 'to the end: exit status' 0 "$status"
check 'a right prediction, before and after b, and with the reason' 3 \
    "$(saw answers 'Right. You said: 5. It is: 5.')"
check 'a wrong prediction, without and with the reason' 2 \
    "$(saw answers 'Wrong. You said: 0. It is: 4.')"
check 'a question that the class passes, the same' 2 \
    "$(saw answers 'It is: 0.')"
check 'the hint of v1, once' 1 "$(saw answers 'Hint: A child that ends')"
check 'what is no answer' 1 "$(saw answers 'Please type one of: 0 1 4 5')"
check 'the first question, again after ?, 7, b and b' 5 \
    "$(saw answers 'How many zombies will server-v1 have then?')"
check 'the reason comes after Enter' 1 "$(saw answers 'Nothing in server-v1')"
check 'at the end' 1 "$(saw answers 'Right: 1. Wrong: 1. Passed: 1.')"
check 'the lesson keeps it' 'ladder/zombies 1 1 1' "$(cat "$tmp/lesson")"
# A page starts with "home" and "erase".
check 'pages of more than 24 lines, lines of more than 80 columns' '' \
    "$(tr -d '\r' <"$tmp/answers.out" | awk -v esc="$(printf '\033')" '
        index($0, esc "[2J") { sub(/.*\[2J/, ""); rows = 0 }
        ++rows > 24 || length > 80')"
show_output answers

# What is typed before the class can see the question does not answer it.
{
    printf 'wait %s\ntype 3\ntype 2\ntype 1\n' "$prompt"
    printf 'wait %s\ntype q\n' "$prompt"
} >"$tmp/script"
ask_class ahead client-killed
check 'q: exit status' 0 "$status"
check 'only the first of three lines is an answer' 1 \
    "$(saw ahead 'You said: nothing. It is: 0.')"
check 'the others do not skip what was measured' 0 \
    "$(saw ahead 'The kernel closes')"

# Each lab asks, and no right answer is typed into it: what answer compares is a
# variable, or the output of a command.
try='see ask and answer in tests/README.md'
check 'labs without a question' '' "$(
    grep -l '^# lab: ' tests/*/*.t | xargs grep -L '^ *ask ')"
check 'labs without a line "# class: N minutes"' '' "$(
    grep -l '^ *ask ' tests/*/*.t |
        xargs grep -L '^# class: [1-9][0-9]* minutes$')"
check 'right answers that are typed in' '' "$(
    grep -n '^ *answer ' tests/*/*.t | grep -v ':[0-9]*: *answer "\$')"
check 'questions and answers: as many of each in each lab' '' "$(
    grep -l '^ *ask ' tests/*/*.t | while read -r lab; do
        [ "$(grep -c '^ *ask ' "$lab")" = "$(grep -c '^ *answer ' "$lab")" ] ||
            echo "$lab"
    done)"
try=''

# Without a terminal nothing waits. And if server-v3 does not reap, then the
# class sees what was measured, and that it is not as it should be.
mkdir -p "$tmp/copy/tests/ladder"
cp -R ch05 lib "$tmp/copy"
cp -R tests/sh tests/tool "$tmp/copy/tests"
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

# The lesson goes on with the first lab that is not done, here client-killed.
sh tests/run.sh --class </dev/null >"$tmp/list.out"
number=$(sed -n 's/^ *\([0-9]*\) .* client-killed: .*/\1/p' "$tmp/list.out")
check 'the list: as many labs as ask' \
    "$(grep -l '^ *ask ' tests/*/*.t | wc -l | tr -d ' ')" \
    "$(sed -n 's/^\([0-9]*\) labs, .*/\1/p' "$tmp/list.out")"
check 'the list: the sum of their minutes' \
    "$(sed -n 's/^# class: \([0-9]*\) minutes$/\1/p' tests/*/*.t |
        awk '{ sum += $1 } END { print sum }')" \
    "$(sed -n 's/.* labs, \([0-9]*\) minutes.*/\1/p' "$tmp/list.out")"
mv "$tmp/lesson" "$tmp/kept"
# The labs before it are done: each has one right and one wrong prediction.
sed -n 's/^[> ]*[0-9][^:]*  \([^ :]*\): .*/\1/p' "$tmp/list.out" |
    sed "$((number - 1))q" | while read -r lab; do
    case $lab in */*) ;; *) lab=$(echo tests/*/"$lab.t") ;; esac
    lab=${lab#tests/}
    echo "${lab%.t} 1 1 0"
done >"$tmp/lesson"
{
    printf 'wait %s\ntype %s\n' "Enter runs lab $number;" 9999
    printf '%s\n' "wait There is no lab '9999'" 'wait q ends: ' 'type '
    steps 3
    printf 'wait %s\ntype %s\n' 'the lesson: ' '' \
        "Enter runs lab $((number + 1));" "$number" "$prompt" q \
        "Enter runs lab $number;" q
} >"$tmp/script"
ask_class lesson ''
check 'the lesson: exit status' 0 "$status"
check 'the lesson: a lab that does not exist' 1 \
    "$(saw lesson "There is no lab '9999'.")"
check 'the lesson keeps what was predicted' 'fail/client-killed 0 0 1' \
    "$(sed -n '$p' "$tmp/lesson")"
check 'the lesson: how many predictions were right' \
    "$((number - 1)) of $((2 * number - 1))" \
    "$(sed -n 's/ predictions were right, in .*//p' "$tmp/lesson.out")"
check 'the lesson: which labs to see again' 1 \
    "$(sed -n '/To see again: /,$p' "$tmp/lesson.out" | grep -c client-killed)"
mv "$tmp/kept" "$tmp/lesson"

# q and Ctrl-C wherever client-killed waits: at its question, after the
# measurement, there when b has shown the question again, and after the reason.
# The server is there, and at first a client and a child that is stopped, too.
{
    steps 3
    echo 'wait Right: 0. Wrong: 0. Passed: 1.'
} >"$tmp/script"
ask_class whole client-killed
check 'client-killed waits three times' 3 "$(saw whole "$prompt")"
kept=$(cat "$tmp/lesson")
for step in 0 1 1-b 2; do
    for key in q '^C'; do
        {
            steps "${step%-b}"
            case $step in
                *-b) printf 'wait %s\ntype %s\n' "$prompt" b
                    echo 'wait goes back: ' ;;
                *) echo "wait $prompt" ;;
            esac
            echo "type $key"
        } >"$tmp/script"
        ask_class "$key-$step" client-killed
        case $key in q) want=0 ;; *) want=130 ;; esac
        check "$key-$step: exit status" $want "$status"
    done
done
check 'the lesson keeps only what has come to its end' "$kept" \
    "$(cat "$tmp/lesson")"
finish_tests
