# shellcheck shell=sh disable=SC2034,SC2154
# proc.sh: more functions, for the labs of ch05/proc. A test reads this file
# after lib.sh. Those programs print a line for each event:
# "pid PID parent PPID: TEXT".

# count_said NAME TEXT: prints how many lines of the program launched as NAME
# have this TEXT; it is a pattern that must match the whole text
count_said() {
    grep -c "^pid [0-9]* parent [0-9]*: $2\$" "$tmp/$1.out"
}

# who_said NAME TEXT: prints the pids of the processes that have said it
who_said() {
    sed -n "s/^pid \([0-9]*\) parent [0-9]*: $2\$/\1/p" "$tmp/$1.out"
}

# all_said NAME PID: prints all that PID has said, without the two pids
all_said() {
    sed -n "s/^pid $2 parent [0-9]*: //p" "$tmp/$1.out"
}

# launch_under_subreaper NAME PROGRAM [ARGUMENT...]: launch the program, its pid
# in $pid, as a child of tests/tool/subreaper, whose pid is in $reaper. The
# subreaper adopts the program's orphans and waits for them at once. In a demo,
# and where there is no subreaper, init does that, and $reaper is empty.
launch_under_subreaper() {
    reaper=
    if [ -n "$DEMO" ] || [ ! -x tests/tool/subreaper ] ||
        [ "$(uname)" != Linux ]; then
        launch "$@"
        return
    fi
    adopted=$1
    shift
    launch "$adopted" tests/tool/subreaper "$@"
    reaper=$pid
    wait_for 1 count_children "$reaper"
    pid=$(children "$reaper")
    kill_at_end "$pid"
}

# check_reaped TEXT PID: an orphan that has ended is gone, and no zombie
check_reaped() {
    poll_for gone state "$2"
    if [ "$got" = Z ] && [ -z "$reaper" ]; then
        skip "$1" "its new parent, $(parent "$2"), does not wait for it"
    else
        check "$1" gone "$got"
    fi
}
