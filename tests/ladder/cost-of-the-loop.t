#!/bin/sh
# lab: waitpid(-1) walks through all children that live
# title: what the loop of server-v3 costs
# class: 3 minutes
# unp: 5.10
# keep: For each child that ends, the loop looks at all that live, so it costs
#  more when many clients stay.

. "$(dirname "$0")/../sh/lib.sh"

# loop ARGUMENT...: run tests/bench/loop; its calls for each child that ends,
# in tenths, are in $calls, its time in hundredths of a microsecond in $us
loop() {
    launch loop tests/bench/loop "$@"
    wait_end "$pid"
    if [ "$status" -ne 0 ]; then
        need many 'what the loop costs'
    fi
    line=$(cat "$tmp/loop.out")
    calls=$(echo "$line" | sed 's/.*: \([0-9]*\)\.\([0-9]\) calls.*/\1\2/')
    us=$(echo "$line" | sed 's/.* \([0-9]*\)\.\([0-9]*\) us/\1\2/; s/^0*//')
    tell "    $*: ${line#*: }"
}

in_class tell 'Clients stay connected, so the children of the server live.' \
    'Now one client leaves, and one child ends. The handler of server-v3' \
    'calls waitpid(-1) in a loop until it returns 0.' ''
ask '500 other children live. One child ends. How does that change the cost
    of the loop?' \
    'How does the kernel find the child that has ended?' \
    'not at all|the kernel knows which child has ended' \
    'it grows|the kernel looks at each child, in each call' \
    'more calls|the loop asks once for each child'
heading 'tests/bench/loop LIVING: CPU time of the loop for each child that ends'
loop 5
check 'with 5: two calls, for the child and for the end of the loop' 20 "$calls"
few=$us few_calls=$calls
loop 500
check 'with 500: two calls' 20 "$calls"
check_range 'it takes longer: in tenths' 15 2000 $((us * 10 / few))
many=$us
heading 'The same with SIGCHLD ignored: the kernel reaps, nobody calls waitpid'
loop 500 ignore
check 'no call' 00 "$calls"
check 'no time in the loop' '' "$us"
good "With 500 living children it takes $((many / few)) times as long."
if [ "$few_calls" != 20 ]; then
    how='more calls'
elif [ "$many" -ge $((few * 3 / 2)) ]; then
    how='it grows'
else
    how='not at all'
fi
answer "$how" \
    'waitpid(-1) means any child, so the kernel looks at one after the other.
    The last call of the loop looks at all of them, and finds none. Where
    SIGCHLD is ignored, no parent asks: the price is the exit status.' \
    ch05/README.md
finish_tests
