#!/bin/sh
# test: the words of which a lesson of the grader is made

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the words of a lesson'

# says BOUND COMMANDS: the verdict of a lesson that consists of the commands
says() {
    rm -rf "$tmp/w" && mkdir "$tmp/w"
    printf '%s\n' "$2" >"$tmp/99-word.sh"
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    env SERVER="true %a:%p %a:%p" CLIENT= PORT= FACTS= ISOLATE=no V= \
        BOUND="$1" ${TEST_SH:-sh} tests/grade/lesson.sh "$tmp/99-word.sh" \
        "$tmp/w" |
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
    check 'the words for the address and the port, each time they come' \
        'ok|exec true 127.0.0.1:9 127.0.0.1:9' "$(says 5 '
            port=9; run; end_server; verdict ok "$command"')"
    while read -r file text; do
        check "its port is in use: $text" 'ok|yes' "$(says 5 "
            : >\$dir/out; : >\$dir/err; echo '$text' >\$dir/$file
            in_use >\$dir/found && verdict ok yes" </dev/null)"
    done <<'END'
out It is In Use
err listen EADDRINUSE
END
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
    check 'it does not listen in time: the lesson says nothing of it' \
        'skip||after 5 s the time was over: it does not listen yet' \
        "$(says 5 'try_start() { lesson_end=0; false; }; base=7; start')"
    check 'it does not listen, and there is time' \
        'FAIL|not ready|it listens on port 9|nothing listens there|This is '\
'before the question of the lesson.' "$(says 5 'try_start() { false; }; port=9
            start')"
    check 'the table of sockets may change: look for it again' 'ok|20 9 +' \
        "$(says 5 'soon() { verdict ok "$*"; }; port=9; listening')"
    check 'no pipe of a lesson has a name, so that no server can open it' \
        'ok|' "$(says 5 'port=9; run; ask close 1
            verdict ok "$(find "$dir" -type p)"')"
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
    eintr='A signal interrupts a system call: make class LAB=eintr.'
    last='"accept: Interrupted system call"'
    check 'it does not listen any more: that comes first' \
        "FAIL|no listener|an echo|it does not listen any more, $last|$eintr" \
        "$(says 5 "$deaf; fail 'no echo' 'an echo' nothing")"
    check 'it has ended: that comes first' \
        "FAIL|it ended|an echo|killed by signal 6 (SIGABRT), $last|$eintr" \
        "$(says 5 "$deaf; echo killed by signal 6 >\$dir/end
            fail 'no echo' 'an echo' nothing")"
    # ended LESSON STATUS WORDS: what is said of a server that has ended so
    ended() {
        says 5 "lesson=$1.sh keeper=\$\$ port=1 base=1; : >\$dir/out
            echo '$2' >\$dir/end; echo '$3' >\$dir/err
            fail 'no echo' 'an echo' nothing" | sed 's/.*|//'
    }
    for text in 'BrokenPipeError: [Errno 32] Broken pipe' 'write: Broken pipe' \
        'Err(Os { code: 32, kind: BrokenPipe })' 'Error: write EPIPE'; do
        check "who ignores SIGPIPE is not told of it: $text" \
            '+SIGPIPE is ignored here, and write fails with EPIPE. That ends '\
'one connection.' "$(ended sigpipe 'exit status 1' "$text")"
    done
    for text in 'recv: Connection reset by peer' 'Error: read ECONNRESET'; do
        check "nor is a server that a RST ends: $text" \
            '+A call fails after the RST. That ends one connection.' \
            "$(ended sigpipe 'exit status 1' "$text")"
    done
    check 'the lesson sigpipe has its own sentence' '' \
        "$(ended sigpipe 'killed by signal 13' 'a client')"
    check 'in another lesson SIGPIPE is named' \
        'A write after a RST raises SIGPIPE: make class LAB=sigpipe.' \
        "$(ended reset-echo 'killed by signal 13' 'a client')"

    # Here the server is a family of three processes that do not listen.
    kept="keeper=$family port=1; : >\$dir/out; : >\$dir/err; : >\$dir/why
        : >\$dir/end; soon 900 alive 2;"
    running='children still run (2): see the lesson child-ends'
    check 'its children run: the lesson is skipped' "skip||$running" \
        "$(says 5 "$kept need_end 5; verdict ok")"
    check 'no child runs but those that it had' 'ok' \
        "$(says 5 "$kept base=\$lines; need_end 5; verdict ok")"
    check 'its new children' 'ok|yes' "$(says 5 "$kept all=\$lines
        [ \"\$(new)\" = \"\$all\" ] && base=\$all && [ -z \"\$(new)\" ] &&
        verdict ok yes")"
    check 'its first process has ended, another runs: it may listen soon' \
        'ok|waits|50' "$(says 5 "$kept echo exit status 0 >\$dir/end
            soon() { [ \$2 != 1 ] || verdict ok waits \$1; \
                tests/grade/look \$keeper \$2 \$3 \$1 >\$dir/l; }; up")"
    check 'it runs no more: do not wait' 'ok|no' "$(says 5 "$kept
        echo exit status 0 >\$dir/end
        soon() { [ \"\$2\" != 1 ] || verdict ok waits; }; up && verdict ok no")"
    check 'it floods: do not wait' 'ok|no' "$(says 5 "$kept
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
        'FAIL|it spins|it waits: soon|CPU time: 9 of 50 hundredths of a '\
'second|' \
        "$(says 5 'spins() { used=9 taken=50; }; no_spin soon; verdict ok')"
    check 'it spins anyway' \
        'skip||it uses CPU time anyway: see the first look' \
        "$(says 5 'FACTS=spins=yes; no_spin soon; verdict ok')"

    # --- the time ---
    check 'a lesson ends half a second before its BOUND' 'ok|450' \
        "$(says 5 'verdict ok $((lesson_end - now))')"
    check_range 'to wait in vain: hundredths' 20 400 "$(says 5 'now; begun=$now
        within 20 false; now; verdict ok $((now - begun))' | sed 's/.*|//')"
    check 'before the question, its time is over: the lesson is skipped' \
        'skip||after 5 s the time was over: no echo' "$(says 5 'lesson_end=0
            ask() { answer="time over: no echo"; [ $1 != echo ]; }; served 1')"
    many='; base=$(awk "BEGIN { while (n++ <'
    check 'its time is over, and it has 50 processes' \
        'skip||after 5 s the time was over: it has 50 processes' \
        "$(says 5 "lesson_end=0 $many 50) print n }\"); fail lost all nothing")"
    check '49 are no excuse' 'FAIL|time over' \
        "$(says 5 "lesson_end=0 $many 49) print n }\"); fail lost all nothing" |
            cut -d '|' -f 1-2)"
    check 'it is calm, or it spins anyway' 'ok|100 all calm, 5 all never' \
        "$(says 5 'soon() { all="$all, $*"; }; settle; FACTS=spins=yes; settle
            verdict ok "${all#, }"')"

    # --- how it has ended, and what it says ---
    check 'eintr has its own sentence for that' "FAIL|no listener|an echo|it \
does not listen any more, $last|" "$(says 5 "$deaf; lesson=eintr.sh
        fail 'no echo' 'an echo' nothing")"
    while IFS='|' read -r number text; do
        check "it has used memory that is not its own: $text" '+It has used '\
'memory that is not its own; with -fsanitize=address it says where.' \
            "$(ended fin "killed by signal $number" "$text" </dev/null)"
    done <<'END'
11|no word
6|*** stack smashing detected ***: terminated
6|free(): invalid pointer
END
    check 'the keeper is gone' 'FAIL|keeper killed' \
        "$(says 5 'keeper=999999999; fail x y z' | cut -d '|' -f 1-2)"
    check 'what can be done to a keeper' 'ok|stopped traced killed lives' \
        "$(says 5 'state() { :; }; keeper=1; for stat in T t Z S; do
            how=lives; keeper_lives; all="$all $how"
        done; keeper=; verdict ok "${all# }"')"
    check 'the keeper is killed at the end' 'FAIL|keeper killed' "$(says 5 '
        sh -c "read x; exit 1" <$dir/keep & keeper=$!
        exec 3>$dir/keep; end_server; verdict ok' | cut -d '|' -f 1-2)"
    check 'an error of another language is quoted' \
        'FAIL|w|e|s; it says "ValueError: no"|' \
        "$(says 5 'echo ValueError: no >$dir/err; fail w e s')"
    check 'no other line is' 'FAIL|w|e|s|' \
        "$(says 5 'echo an error >$dir/err; fail w e s')"
    words='last_words >$dir/w; verdict ok "$(cat $dir/w)"'
    check 'its last words are those on stderr' 'ok|two' "$(says 5 "
        printf 'one\ntwo\n\n' >\$dir/err; echo out >\$dir/out; $words")"
    check 'or else on stdout, at most 70 bytes' 'ok|70' "$(says 5 ": >\$dir/err
        printf '%080d\n' 1 >\$dir/out
        words=\$(last_words); verdict ok \${#words}")"
    check 'how a client has ended is said if that was a failure' \
        'ok|; exit status 1, "no"' "$(says 5 'echo no >$dir/err
            for number in 0 1; do
                echo "exit status $number" >$dir/end; all=$all$(its_end)
            done
            verdict ok "$all"')"
    check 'what is wrong with a line' 'ok|whole NUL \r\n newline none ' \
        "$(says 5 'for text in "\"a\\n\\0\\0...\"" "\"a\\n\\0\"" \
            "\"a\\r\\n\"" "\"a\"" "\"a\\n\""; do
            name_fault "$text" ""
            case $why in
                *whole*) all="${all}whole " ;;
                *NUL*) all="${all}NUL " ;;
                *\\r*) all="$all\\r\\n " ;;
                *newline*) all="${all}newline " ;;
                "") all="${all}none " ;;
            esac
        done; verdict ok "$all"')"
    check 'a trace without a name of the error' 'ok|one' "$(says 5 "
        printf 'one\n  at x\n}\n' >\$dir/err; $words")"

    # --- how it starts, and what it gets ---
    for text in 'true; true' 'true && true' 'true | true'; do
        check "two commands have a shell of their own: $text" \
            "ok|$text 127.0.0.1 9" "$(says 5 "SERVER='$text' port=9; run
                end_server; verdict ok \"\$command\"")"
    done
    starts='run() { all="${all}run "; echo in use >$dir/out; : >$dir/err; }
        within() { all="${all}$1 "; return 1; }; listening() { return 1; }
        stop_server() { all="${all}stop "; }
        choose_port() { port=9 all="${all}port "; };'
    again='port run 150 200 stop '
    check 'a port that is in use: two others are tried' \
        "ok|$again$again$again" \
        "$(says 5 "$starts try_start; verdict ok \"\$all\"")"
    check 'with PORT, once; and if it listens elsewhere, it has less time' \
        'ok|run 150 ' "$(says 5 "$starts look() { echo 8; }; PORT=9 port=9
            try_start; verdict ok \"\$all\"")"
    check 'start: when it listens, and is calm, its processes are noted' \
        'ok|settle 0 alive +' "$(says 5 'try_start() { :; }
            settle() { all=settle; }; soon() { all="$all $*"; }
            start; verdict ok "$all"')"
    check 'the clients end before the server' 'ok|close_peer end_server' \
        "$(says 5 'close_peer() { all=close_peer; }
            end_server() { all="$all end_server"; }
            stop_server; stop_server() { :; }; verdict ok "$all"')"
    check 'SIGSTOP: it waits until that process is stopped' 'ok|yes' \
        "$(says 5 'sleep 9 & within() { all=$*; }; signal STOP $!
            signal KILL $!; [ "$all" = "200 stopped $!" ] && verdict ok yes')"
    check 'these states are not stopped' 'ok|SRD' "$(says 5 'state() { :; }
        for stat in S R D T t Z; do stopped 1 || all=$all$stat; done
        verdict ok $all')"
    check 'SIGSTOP and SIGCONT end it' \
        'skip||SIGSTOP and SIGCONT end it: see the lesson eintr' \
        "$(says 5 'FACTS=stop=ends; freeze; verdict ok')"
    check 'its limit cannot be changed' 'skip||the limit cannot be changed' \
        "$(says 5 'change_limits files 999999999 20; verdict ok')"
    limits="limits='999999999 5 $family 20'; : >\$dir/err; : >\$dir/out"
    check 'a child has ended meanwhile: the limits of the others' \
        "ok|$family" "$(says 5 "$limits; base=1
            change_limits files 999999999 5 $family 30
            verdict ok \${limits% *}")"
    check 'the process that accepts has ended meanwhile' \
        'FAIL|it ended|it waits, and goes on|the process that accepts has '\
'ended|' "$(says 5 "$limits; base=999999999
            change_limits files 999999999 5 $family 30; verdict ok")"

    # --- the clients ---
    check 'how the peer is run' \
        'ok|tests/grade/peer -e lower -s 2000 -t N 127.0.0.1 9' \
        "$(says 5 'port=9 echo=lower; ask help
            tr "\0" " " <"/proc/$peer/cmdline" >$dir/c
            verdict ok "$(sed "s/-t 4[0-9]* /-t N /; s/ $//" $dir/c)"')"
    check 'any echo will do: no lesson about its bytes' \
        'skip||its echo differs: see the first look' \
        "$(says 5 'echo=any; need_bytes; verdict ok')"
    check 'from 0.03 s of CPU time for 520 lines on, it toils' 'ok|3' \
        "$(says 5 'ask() { :; }; soon() { :; }
            totals() { ticks=$((${ticks:--$used} + used)); }
            for used in 2 3; do ticks=; toils && verdict ok $used; done')"
    check 'the third process that listens has a handler' 'ok|yes' "$(says 5 '
        look() { printf "%s\n" 1 2 3 4; }
        signal_in() { [ $2 != 3 ] || echo 1; }; handles && verdict ok yes')"
    while read -r number answer; do
        says 5 "count=$number; soon() { return 1; }
            handles() { return $answer; }; no_zombie 1 '3 clients'; verdict ok"
    done >"$tmp/zombies" <<'END'
1 0
2 1
3 1
END
    check 'zombies, without a handler or with one' \
        'FAIL|1 left|no zombie|1 zombie after 3 clients|
FAIL|2 left|no zombie|2 zombies after 3 clients|+It waits too late, or '\
'SIGCHLD has no handler any more.
FAIL|3 left|no zombie|3 zombies after 3 clients|+No process waits for them: '\
'SIGCHLD has no handler.' "$(cat "$tmp/zombies")"
    steady='now() { :; }; now=0 n=0 state=S; late() { return 1; }
        soon() {
            lines="1 $state 0 0 0"
            [ "$3" != never ] || now=$((now + $1))
        }
        totals() { n=$((n + 1)); [ $n -gt $most ] || ticks=$((ticks + 1)); };'
    check 'it spins for two seconds' 'ok|16 of 208' "$(says 5 "$steady most=99
        spins && verdict ok \"\$used of \$taken\"")"
    check 'it prints something first, and then it is quiet' 'ok|15 of 208' \
        "$(says 5 "$steady most=16; spins || verdict ok \"\$used of \$taken\"")"
    for most in 10 11; do
        says 5 "$steady most=$most state=R; spins; verdict ok \$? \$used"
    done >"$tmp/ticks"
    check 'from 0.1 s of CPU time on, it spins' "ok|1|9
ok|0|10" "$(cat "$tmp/ticks")"
    check 'it is quiet: half a second is enough' 'ok|0 of 52' \
        "$(says 5 "$steady most=1; spins || verdict ok \"\$used of \$taken\"")"
    limit='ask() { all="$all$*; "; [ $1 != "$no" ]; }; new() { echo 1 2; }
        base=9; soon() { [ "$*" = "100 alive + 9 1 2" ] && return $more; };'
    check 'one more is served when one has left: it has a limit' \
        'ok|close 1; close 200; knock 1; ' "$(says 5 "$limit more=0
            not_all 50; verdict ok \"\$all\"")"
    check 'no process more, but an echo: the same' \
        'ok|close 1; join 200 hello; close 200; knock 1; ' \
        "$(says 5 "$limit more=1; not_all 50; verdict ok \"\$all\"")"
    check 'neither: a failure' 'FAIL|no echo|50 clients are served|no echo: 0' \
        "$(says 5 "$limit no=join more=1 answer='no echo: 0'; not_all 50" |
            cut -d '|' -f 1-4)"
    check 'a client has three silences to connect, unless it ends' 'ok|4' \
        "$(says 5 'ask() { : $((n += 1)); return 1; }; over() { return 1; }
            n=0; accepted; over() { :; }; accepted || verdict ok $n')"
    check 'a client that ends in time, or has ended' 'ok|FAIL' "$(says 5 '
        soon() { return 0; }; over() { return 1; }; ends x
        soon() { return 1; }; over() { :; }; ends x
        over() { return 1; }; fail() { verdict ok FAIL; }; ends x')"
}
finish_tests
