#!/bin/sh
# test: the list of the labs, and a lesson through them

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/run-class.sh
need job-control 'a class'
need terminal 'a class'

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
finish_tests
