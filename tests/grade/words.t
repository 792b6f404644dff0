#!/bin/sh
# test: the words of which a lesson of the grader is made

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the words of a lesson'

# says BOUND COMMANDS: the verdict of a lesson that consists of the commands
says() {
    rm -rf "$tmp/w" && mkdir "$tmp/w"
    printf '%s\n' "$2" >"$tmp/99-word.sh"
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    env SERVER="true %a:%p" CLIENT= PORT= FACTS= ISOLATE=no V= BOUND="$1" \
        ${TEST_SH:-sh} tests/grade/lesson.sh "$tmp/99-word.sh" "$tmp/w" |
        paste -s -d '|' -
}
# shellcheck disable=SC2016  # the shell of the lesson expands it
{
    check 'each wait grows with BOUND' 'ok|200' \
        "$(says 10 'scale 100; verdict ok "$time"')"
    check 'and is not longer than the rest of the lesson' 'ok|yes' \
        "$(says 1 'scale 100000; [ "$time" -gt 50 ] || verdict ok yes')"
    check 'an echo of 0.2 s is slow' 'ok|20' \
        "$(says 5 'slow=19; slowly || slow=20; slowly && verdict ok $slow')"
    check 'a text of two lines is one field' 'ok|one two' \
        "$(says 5 'verdict ok "one${newline}two"')"
    check 'a path with an apostrophe is one word' "ok|'it'\\''s'" \
        "$(says 5 "verdict ok \"\$(quoted \"it's\")\"")"
    check 'the words for the address and the port' \
        'ok|exec true 127.0.0.1:9' "$(says 5 'port=9; run; end_server
            verdict ok "$command"')"
    for file in out err; do
        check "its port is in use: on std$file" 'ok|yes' "$(says 5 "
            : >\$dir/out; : >\$dir/err; echo 'It is in use' >\$dir/$file
            in_use >\$dir/found && verdict ok yes")"
    done
    check 'the sums of all its processes' 'ok|7 9' "$(says 5 '
        lines="1 S 2 3 3${newline}4 R 5 6 6"; totals
        verdict ok "$ticks $descriptors"')"
    check 'each line of the input, with more around it' 'ok|0 1 1' "$(says 5 '
        printf "a\nb\n" >$dir/in
        for text in "> a\n> b\n" "a\nc\n" "> b\n> a\n"; do
            printf "$text" >$dir/printed
            has_lines $dir/in $dir/printed
            all="$all $?"
        done
        verdict ok "${all# }"')"
    check 'the reason of the keeper, after all else' \
        'FAIL|it floods|it keeps within bounds|a MiB|plain' \
        "$(says 5 'echo "it floods: a MiB" >$dir/why')"
    late='the time was over; until then: nothing|BOUND=20 gives it more time.'
    check 'the time is over' "FAIL|time over|all|after 5 s $late" \
        "$(says 5 'lesson_end=0; fail lost all "time over: nothing"')"
    check 'it is over, and each echo is slow' \
        'skip||after 5 s the time was over: each echo is slow' \
        "$(says 5 'slow=30 lesson_end=0; fail lost all nothing')"
    # This shell is the keeper, and nobody listens.
    deaf='keeper=$$ port=1 base=1; : >$dir/out
        echo "accept: Interrupted system call" >$dir/err'
    try='A signal interrupts a system call: make class LAB=eintr.'
    last='"accept: Interrupted system call"'
    check 'it does not listen any more: that comes first' \
        "FAIL|no listener|an echo|it does not listen any more, $last|$try" \
        "$(says 5 "$deaf; fail 'no echo' 'an echo' nothing")"
    check 'it has ended: that comes first' \
        "FAIL|it ended|an echo|killed by signal 6 (SIGABRT), $last|$try" \
        "$(says 5 "$deaf; echo killed by signal 6 >\$dir/end
            fail 'no echo' 'an echo' nothing")"
    # ended LESSON STATUS WORDS: what is said of a server that has ended so
    ended() {
        says 5 "lesson=$1.sh keeper=\$\$ port=1 base=1; : >\$dir/out
            echo '$2' >\$dir/end; echo '$3' >\$dir/err
            fail 'no echo' 'an echo' nothing" | sed 's/.*|//'
    }
    check 'who ignores SIGPIPE, as Python does, is not told of it' \
        '+SIGPIPE is ignored here, and write fails with EPIPE. That ends one '\
'connection.' "$(ended sigpipe 'exit status 1' \
            'BrokenPipeError: [Errno 32] Broken pipe')"
    check 'nor is a server that a RST ends' \
        '+A call fails after the RST. That ends one connection.' \
        "$(ended sigpipe 'exit status 1' 'recv: Connection reset by peer')"
    check 'the lesson sigpipe has its own sentence' '' \
        "$(ended sigpipe 'killed by signal 13' 'a client')"
    check 'in another lesson SIGPIPE is named' \
        'A write after a RST raises SIGPIPE: make class LAB=sigpipe.' \
        "$(ended reset-echo 'killed by signal 13' 'a client')"
}
finish_tests
