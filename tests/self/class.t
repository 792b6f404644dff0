#!/bin/sh
# test: make class at a terminal: right, wrong, passed, hint, back, quit, Ctrl-C
# slow

. "$(dirname "$0")/../sh/lib.sh"

need job-control 'a class'
need terminal 'a class'

# ask_class NAME LAB: run the lab for a class at a terminal; $tmp/script has the
# lines for tests/tool/terminal. $status is the exit status, $tmp/NAME.out is
# what the class has seen. Nothing may be left.
ask_class() {
    begin_class "$@"
    end_class "$1"
}

# begin_class NAME LAB, end_class NAME: the two halves of ask_class
begin_class() {
    input=$tmp/script
    mkdir "$tmp/class"
    # shellcheck disable=SC2086  # TEST_SH may be two words; LAB may be none
    launch "$1" env TMPDIR="$tmp/class" LESSON="$tmp/lesson" NO_COLOR=1 DEMO= \
        SEED=3 tests/tool/terminal $parent ${TEST_SH:-sh} tests/run.sh \
        --class $2
}
parent=''                       # words before it, if it needs a parent
end_class() {
    wait "$pid"
    status=$?
    check_wait "$1: no process and no file is left" '' left
    rmdir "$tmp/class" 2>/dev/null || rm -rf "$tmp/class"
}

# left: what the class has left: files in its folder, and processes
left() {
    ls -A "$tmp/class"
    marked "TMPDIR=$tmp/class"
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
sed -i '$d' "$tmp/lesson"

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
sed -i 2,3d "$tmp/screen"
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
check 'labs that ask, without a line "# title: ", "# keep: " or "# unp: "' '' \
    "$(for line in title keep unp; do
        grep -l '^ *ask ' tests/*/*.t |
            xargs grep -L "^# $line: " | sed "s/\$/: $line/"
    done)"
# The list of make class has room for 49 characters.
check 'titles that are too long for the list' '' \
    "$(grep -E '^# title: .{50}' tests/*/*.t)"
# Until the answer, the title does not say what happens.
check 'titles that are the same before the answer and after it' '' \
    "$(grep -l '^# title: ' tests/*/*.t | while read -r lab; do
        title=$(sed -n 's/^# title: //p' "$lab")
        ! grep -qxF -e "# lab: $title" "$lab" || echo "$lab"
    done)"
# The sections of the book stand in one place, and the READMEs name the same.
check 'answers that name a section of the book themselves' '' \
    "$(grep -n "'UNP [0-9]" tests/proc/*.t tests/fail/*.t tests/data/*.t \
        tests/ladder/*.t tests/wire/*.t)"
# sections FILE LAB: prints the column UNP of that lab in the tables of a README
sections() {
    awk -F ' [|] ' -v lab="$2" -v column="$3" '
        { name = $1; sub(/^[|] /, "", name); gsub(/[`[]|\].*/, "", name) }
        name == lab { text = $column; sub(/ [|]$/, "", text); print text }' \
        "$1" | sed 1q
}
for folder in proc:3 fail:3; do
    for lab in tests/"${folder%:*}"/*.t; do
        unp=$(sed -n 's/^# unp: //p' "$lab")
        [ -n "$unp" ] || continue
        name=${lab##*/}
        check "$lab: its README names the same sections" "$unp" "$(sections \
            "ch05/${folder%:*}/README.md" "${name%.t}" "${folder#*:}")"
    done
done
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
number=$(sed -n 's/^ *\([0-9]*\) .* client-killed  .*/\1/p' "$tmp/list.out")
check 'the list: as many labs as ask' \
    "$(grep -l '^ *ask ' tests/*/*.t | wc -l | tr -d ' ')" \
    "$(sed -n 's/^\([0-9]*\) labs, .*/\1/p' "$tmp/list.out")"
check 'the list: the sum of their minutes' \
    "$(sed -n 's/^# class: \([0-9]*\) minutes$/\1/p' tests/*/*.t |
        awk '{ sum += $1 } END { print sum }')" \
    "$(sed -n 's/.* labs, \([0-9]*\) minutes.*/\1/p' "$tmp/list.out")"
check 'the list: lines of more than 80 columns' '' \
    "$(awk 'length > 80' "$tmp/list.out")"
mv "$tmp/lesson" "$tmp/kept"
# The labs before it are done: each has one right and one wrong prediction.
sed -n 's/^[> ]*[0-9][0-9]* .* [0-9][0-9]*  \([a-z][^ ]*\) .*/\1/p' \
    "$tmp/list.out" |
    sed "$((number - 1))q" | while read -r lab; do
    case $lab in */*) ;; *) lab=$(echo tests/*/"$lab.t") ;; esac
    lab=${lab#tests/}
    echo "${lab%.t} 1 1 0"
done >"$tmp/lesson"
{
    printf 'wait %s\ntype %s\n' "Enter runs lab $number;" 9999
    printf '%s\n' "wait There is no lab '9999'" 'wait q ends: ' 'type zomby'
    printf '%s\n' "wait There is no lab 'zomby'. Near: " 'wait q ends: ' \
        'type n' 'wait q ends: ' 'type client-killed'
    steps 3
    printf 'wait %s\ntype %s\n' 'the lesson: ' '' \
        "Enter runs lab $((number + 1));" "$number" "$prompt" q \
        "Enter runs lab $number;" q
} >"$tmp/script"
ask_class lesson ''
check 'the lesson: exit status' 0 "$status"
check 'the lesson: a lab that does not exist' 1 \
    "$(saw lesson "There is no lab '9999'.")"
check 'n: the next lab is on the next page' yes "$(
    sed -n 's/.*Enter runs lab \([0-9]*\);.*/\1/p' "$tmp/lesson.out" |
        sed -n 4p | awk -v this="$number" '$1 > this { print "yes" }')"
check 'the lesson keeps what was predicted' 'fail/client-killed 0 0 1' \
    "$(sed -n '$p' "$tmp/lesson")"
check 'the lesson: how many predictions were right' \
    "$((number - 1)) of $((2 * number - 1))" \
    "$(sed -n 's/ predictions were right, in .*//p' "$tmp/lesson.out")"
check 'the lesson: which labs to see again' 1 \
    "$(sed -n '/To see again: /,$p' "$tmp/lesson.out" | grep -c client-killed)"
mv "$tmp/kept" "$tmp/lesson"

# q and Ctrl-C wherever client-killed waits: at its question, after the
# measurement, there when r has shown the question again, and after the reason.
# The server is there, and at first a client and a child that is stopped, too.
{
    steps 3
    echo 'wait Right: 0. Wrong: 0. Passed: 1.'
} >"$tmp/script"
ask_class whole client-killed
check 'client-killed waits three times' 3 "$(saw whole "$prompt")"
kept=$(cat "$tmp/lesson")
for step in 0 1 1-r 2; do
    for key in q '^C'; do
        case $step-$key in 1-r-q | '2-^C') ;; *)
            have long 'the other places where it waits' || continue ;;
        esac
        {
            steps "${step%-r}"
            case $step in
                *-r) printf 'wait %s\ntype %s\n' "$prompt" r
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

# A signal at a question acts at once: nobody has to press a key. It goes to the
# lab alone; in the lesson, to what has started the lab. Its parent is a shell,
# as it is make otherwise. It stays until its folder is empty: when the first
# process on a terminal ends, all others get SIGHUP.
cat >"$tmp/parent" <<'END'
trap : INT QUIT
"$@"
status=$? n=0
while [ -n "$(ls -A "$TMPDIR")" ] && [ $((n += 1)) -le 50 ]; do
    . tests/sh/nap.sh
    nap 0.1
done
exit $status
END
parent="sh $tmp/parent"
echo 'wait q ends' >"$tmp/script"
for name in INT:130 TERM:143 HUP:129 QUIT:131 KILL:137; do
    signal=${name%:*}
    for what in zombies ''; do
        case $signal-$what in TERM-zombies | KILL-zombies | HUP-) ;; *)
            have long 'the other places where it waits' || continue ;;
        esac
        # Without /proc, nobody finds what a killed shell has started.
        [ "$signal" != KILL ] || have proc SIGKILL || continue
        event="SIG$signal at ${what:-the list}"
        begin_class "$signal-${what:-list}" "$what"
        wait_for 1 count_lines "$tmp/$signal-${what:-list}.out" 'q ends'
        kill "-$signal" "$(children "$(children "$pid")")"
        check_wait "$event ends the class" no alive "$pid"
        end_class "$event"
        check "$event: exit status" "${name#*:}" "$status"
    done
done
{
    printf 'wait q ends\ntype zombies\n'
    echo "wait $prompt"
} >"$tmp/script"
for signal in TERM KILL; do
    [ "$signal" != KILL ] || have proc SIGKILL || continue
    begin_class "inside-$signal" ''
    wait_for 1 count_lines "$tmp/inside-$signal.out" 'Enter passes'
    kill "-$signal" "$(children "$(children "$pid")")"
    check_wait "SIG$signal to the lesson ends its lab" no alive "$pid"
    end_class "SIG$signal to the lesson"
done

# /dev/tty is the terminal to type on. A session of its own has none.
if have setsid 'no terminal to type on'; then
    : >"$tmp/script"
    input=$tmp/script
    # shellcheck disable=SC2086  # TEST_SH may be two words
    launch absent tests/tool/terminal setsid -w ${TEST_SH:-sh} tests/run.sh \
        --class zombies
    wait "$pid"
    check 'no terminal to type on: exit status' 1 $?
    check 'no terminal to type on: the message' 1 \
        "$(saw absent 'make class: there is no terminal to type on')"
fi
finish_tests
