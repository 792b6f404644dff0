# shellcheck shell=sh disable=SC2034,SC2154
# run-class.sh: run make class at a terminal, and type there what a script says.
# The script is $tmp/script, with lines for tests/tool/terminal.

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
    check_wait "$1: no process and no file is left" '' left_over
    rmdir "$tmp/class" 2>/dev/null || rm -rf "$tmp/class"
}

# left_over: what the class has left: files in its folder, and processes
left_over() {
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
