#!/bin/sh
# test: a class that ends early: q, Ctrl-C, signals, no terminal
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/run-class.sh
need job-control 'a class'
need terminal 'a class'

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
