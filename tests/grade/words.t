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
launch family sh -c 'sleep 60 & sleep 60 & wait'
family=$pid
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
    check 'all characters of the input, with more between them' 'ok|0 1' \
        "$(says 5 'printf "0123\n" >$dir/in; for text in "> 01\n2>3" 0132; do
            printf "$text" >$dir/printed
            has_chars $dir/in $dir/printed
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

    # Here the server is a family of three processes that do not listen.
    family="keeper=$family port=1; : >\$dir/out; : >\$dir/err; : >\$dir/why
        : >\$dir/end; soon 900 alive 2;"
    running='children still run (2): see the lesson child-ends'
    check 'its children run: the lesson is skipped' "skip||$running" \
        "$(says 5 "$family need_end 5; verdict ok")"
    check 'no child runs but those that it had' 'ok' \
        "$(says 5 "$family base=\$lines; need_end 5; verdict ok")"
    check 'its new children' 'ok|yes' "$(says 5 "$family all=\$lines
        [ \"\$(new)\" = \"\$all\" ] && base=\$all && [ -z \"\$(new)\" ] &&
        verdict ok yes")"
    check 'its first process has ended, another runs: it may listen soon' \
        'ok|waits' "$(says 5 "$family echo exit status 0 >\$dir/end
            soon() { [ \$2 != 1 ] || verdict ok waits; \
                tests/grade/look \$keeper \$2 \$3 \$1 >\$dir/l; }; up")"
    check 'it runs no more: do not wait' 'ok|no' "$(says 5 "$family
        echo exit status 0 >\$dir/end
        soon() { [ \"\$2\" != 1 ] || verdict ok waits; }; up && verdict ok no")"
    check 'it floods: do not wait' 'ok|no' "$(says 5 "$family
        echo it floods >\$dir/why
        soon() { verdict ok waits; }; up && verdict ok no")"

    # Here the peer and the server only note what they are asked.
    noted='ask() { all="$all$*; "; answer=${bad:-ok}; [ "$1" != "$no" ]; }
        settle() { all="${all}settle; "; }; listening() { :; };'
    alone='it serves one client at a time: see the lesson five-clients'
    check 'the second client gets no echo: the lesson is skipped' \
        "skip||$alone" "$(says 5 "$noted no=echo bad='no echo: 0'
            served_too 2; verdict ok")"
    check 'a first look has found that' "skip||$alone" \
        "$(says 5 'FACTS=one=yes; need_many; verdict ok')"
    check 'the second client gets another echo: a failure' \
        'FAIL|wrong byte|client 2 gets its echo|wrong byte: 1|This is before '\
'the question of the lesson.' "$(says 5 "$noted no=echo bad='wrong byte: 1'
            served_too 2; verdict ok")"
    check 'a client connects, and gets its echo' \
        'ok|open 3; echo 3 hello from client 3;' \
        "$(says 5 "$noted served 3; verdict ok \"\$all\"" | sed 's/ $//')"
    check 'a new client gets its echo, and one more when all is calm' \
        'ok|settle; open 199; echo 199 hello; settle; echo 199 again;' \
        "$(says 5 "$noted still_serves; verdict ok \"\$all\"" |
            sed 's/ $//')"
    check 'no process starts for a client' \
        'skip||it starts no process for a client' \
        "$(says 5 'new() { :; }; need_child; verdict ok')"
    check 'the process that has accepted serves' \
        'skip||the process that has accepted serves, and a child goes on' \
        "$(says 5 'new() { echo 7; }; soon() { :; }; need_child; verdict ok')"
    check 'a process for the client' 'ok|7' "$(says 5 'new() { echo 7; }
        soon() { return 1; }; need_child; verdict ok $kids')"
    check 'it neither spins nor ends' 'FAIL|it ended|it waits: soon|'\
'it does not listen|' "$(says 5 'spins() { return 1; }; base=
            listening() { return 1; }; no_spin soon; verdict ok')"
    check 'it spins' \
        'FAIL|it spins|it waits: soon|CPU time: 9 of 50 hundredths of a second|' \
        "$(says 5 'spins() { used=9 taken=50; }; no_spin soon; verdict ok')"
    check 'it spins anyway' \
        'skip||it uses CPU time anyway: see the first look' \
        "$(says 5 'FACTS=spins=yes; no_spin soon; verdict ok')"
}
finish_tests
