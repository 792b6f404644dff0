#!/bin/sh
# lab: the parent ends first: who adopts the child, and waits for it

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# kind PID: what it is to this shell
kind() {
    up=$$
    while [ "${up:-0}" -gt 1 ] && [ "$up" != "$1" ]; do
        up=$(parent "$up")
    done
    if [ "$1" -eq 1 ]; then
        echo 'init'
    elif [ "$up" = "$1" ]; then
        echo 'a subreaper'          # on Linux an ancestor can be one
    else
        echo 'neither init nor an ancestor'
    fi
}

# lives PID: neither gone nor a zombie, until init gets round to it
lives() {
    case $(state "$1") in
        gone | Z) echo no ;;
        *) echo yes ;;
    esac
}

# orphan NAME: end the parent of what is named so; the adopter is in $new
orphan() {
    parent=$pid
    check_wait "$1: the child is there" 1 count_said "$1" child
    child=$(who_said "$1" child)
    kill_at_end "$child"
    show_processes "$parent"
    check "$1: its parent" "$parent" "$(parent "$child")"
    heading 'The parent is ended:'
    kill -KILL "$parent"
    [ -n "$reaper" ] || wait "$parent" 2>/dev/null
    check_wait "$1: the parent is gone" gone state "$parent"
    check_wait "$1: the child says that it is adopted" 1 \
        count_said "$1" 'child, adopted'
    new=$(parent "$child")
    show_processes "$child"
    check_wait "$1: the child lives" S state "$child"
    check "$1: the child sees the parent that the table shows" \
        "pid $child parent $new: child, adopted" \
        "$(grep adopted "$tmp/$1.out")"
}

heading 'ch05/proc/orphan 60: a child and its parent'
reaper=
launch free ch05/proc/orphan 60
orphan free
what=$(kind "$new")
case $what in
    init | 'a subreaper') check "free: adopted by pid $new, $what" 1 1 ;;
    *) check "free: adopted by pid $new" 'init or a subreaper' "$what" ;;
esac
tell "    the new parent is pid $new: $what"

heading 'The child is ended too:'
kill -KILL "$child"
if [ -n "$DEMO" ]; then
    check_reaped 'no zombie remains' "$child"
    tell "    state of the child, $child: $(state "$child")"
    good 'Init waits for whatever it adopts, so no zombie remains.'
    finish_tests
fi
check_wait 'free: the child does not live' no lives "$child"

# The same under a subreaper of our own: it is the adopter, and it waits.
launch_under_subreaper owned ch05/proc/orphan 60
if [ -n "$reaper" ]; then
    orphan owned
    check 'owned: adopted by the subreaper, not by init' "$reaper" "$new"
    kill -KILL "$child"
    check_reaped 'owned: no zombie remains' "$child"
    wait_end "$reaper"
    check 'owned: the subreaper has no child left' 137 "$status"
else
    kill_process "$pid"
    skip 'adopted by a subreaper' 'no tests/tool/subreaper, or not Linux'
fi

# Left alone, both come to their end.
launch short ch05/proc/orphan 0.05
wait_end "$pid"
check 'short: exit status of the parent' 0 "$status"
check_wait 'short: the child ends after it' 1 count_said short 'child ends'
check 'short: what the parent said' 'parent ends' "$(all_said short "$pid")"
check 'short: what the child said' 'child
child, adopted
child ends' "$(all_said short "$(who_said short child)")"
check 'short: each line is there once' 4 "$(count_lines "$tmp/short.out" '')"
finish_tests
