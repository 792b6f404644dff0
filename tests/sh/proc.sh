# shellcheck shell=sh disable=SC2034,SC2154
# proc.sh: more words, for the labs of ch05/proc; comes after lib.sh.
# Those programs say "pid PID parent PPID: TEXT", a line for each event.

# said NAME TEXT: how many lines of the program launched as NAME say TEXT, a
# pattern for the whole of it
said() {
    grep -c "^pid [0-9]* parent [0-9]*: $2\$" "$tmp/$1.out"
}

# speaker NAME TEXT: the pids of those who have said it, a line each
speaker() {
    sed -n "s/^pid \([0-9]*\) parent [0-9]*: $2\$/\1/p" "$tmp/$1.out"
}

# words NAME PID: all that PID has said, without its pids
words() {
    sed -n "s/^pid $2 parent [0-9]*: //p" "$tmp/$1.out"
}

# adopt NAME PROGRAM [ARGUMENT...]: as launch, with the program's pid in $pid;
# but its orphans come to tests/tool/subreaper, pid in $reaper, which waits for
# them at once. In a demo, and where there is no subreaper, they go to the
# machine's init, and $reaper is empty.
adopt() {
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
    own "$pid"
}

# check_reaped TEXT PID: an orphan that has ended is gone, not a zombie
check_reaped() {
    wait_for gone state "$2"
    if [ "$got" = Z ] && [ -z "$reaper" ]; then
        skip "$1" "its new parent, $(parent "$2"), does not wait for it"
    else
        check "$1" gone "$got"
    fi
}
