#!/bin/sh
# lab: a parent ends before its child, and init or a subreaper adopts it
# class: 3 minutes
# title: a parent ends before its child
# unp: 5.9
# keep: A process whose parent has ended gets a new parent, init or a subreaper,
#   which should wait for it.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# kind PID: prints whether that process is init or an ancestor of this shell
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

# lives PID: prints "no" if the process is gone, or a zombie until init waits
lives() {
    case $(state "$1") in
        gone | Z) echo no ;;
        *) echo yes ;;
    esac
}

# orphan NAME: end the parent of the program launched as NAME. The child is in
# $child, its new parent in $new.
orphan() {
    parent=$pid
    check_wait "$1: the child runs" 1 count_said "$1" 'child starts'
    child=$(who_said "$1" 'child starts')
    kill_at_end "$child"
    show_processes "$parent"
    check "$1: the process table has its parent" "$parent" "$(parent "$child")"
    heading 'We end the parent alone, with kill. The child has a new parent:'
    kill -KILL "$parent"
    [ -n "$reaper" ] || wait "$parent" 2>/dev/null
    check_wait "$1: the parent is gone" gone state "$parent"
    check_wait "$1: the child says that it has a new parent" 1 \
        count_said "$1" 'child has a new parent'
    new=$(parent "$child")
    show_processes "$child"
    check_wait "$1: the child still runs" S state "$child"
    check "$1: getppid and the process table agree" \
        "pid $child parent $new: child has a new parent" \
        "$(grep "new parent" "$tmp/$1.out")"
}

ask 'A parent ends before its child. Who is the new parent of the child?' \
    'Each process has a parent. Who waits for a child that has lost its own?' \
    'init or a subreaper|a process that adopts orphans' \
    'the grandparent|the process that has started the parent' \
    'none|the child ends with its parent'
heading 'ch05/proc/orphan 60: a parent and its child, before the parent ends:'
reaper=
launch free ch05/proc/orphan 60
orphan free
what=$(kind "$new")
case $what in
    init | 'a subreaper') check "free: pid $new, $what, adopts the child" 1 1 ;;
    *) check "free: pid $new adopts the child" 'init or a subreaper' "$what" ;;
esac
tell "    The new parent, pid $new, is $what."

adopter=none
case $what in
    init | 'a subreaper') adopter='init or a subreaper' ;;
    *) [ "$new" != $$ ] || adopter='the grandparent' ;;
esac
kill -KILL "$child"
answer "$adopter" \
    'Each process has a parent. If it ends, the kernel looks for a subreaper
    among the processes above; otherwise process 1 adopts the child. The new
    parent should wait for it.' \
    'ch05/proc/README.md'
heading 'We have ended the child, too:'
if [ -n "$DEMO" ]; then
    check_reaped 'no zombie remains' "$child"
    tell "    The state of the child, pid $child, is: $(state "$child")"
    good 'The new parent waits for the child, so no zombie remains.'
    finish_tests
fi
check_wait 'free: the child has ended' no lives "$child"

# Once more under our own subreaper, which adopts the child and waits for it.
launch_under_subreaper owned ch05/proc/orphan 60
if [ -n "$reaper" ]; then
    orphan owned
    check 'owned: the subreaper adopts the child, not init' "$reaper" "$new"
    kill -KILL "$child"
    check_reaped 'owned: no zombie remains' "$child"
    wait_end "$reaper"
    check 'owned: the subreaper has no child left and ends' 137 "$status"
else
    kill_process "$pid"
    have linux 'a subreaper adopts the child' || :
fi

# We do not kill the parent or the child: both run to their end.
launch short ch05/proc/orphan 0.05
wait_end "$pid"
check 'short: the exit status of the parent' 0 "$status"
check_wait 'short: the child ends after its parent' 1 \
    count_said short 'child ends'
check 'short: the lines of the parent' 'parent ends' "$(all_said short "$pid")"
check 'short: the lines of the child' 'child starts
child has a new parent
child ends' "$(all_said short "$(who_said short 'child starts')")"
check 'short: the program prints each line once' 4 \
    "$(count_lines "$tmp/short.out" '')"
finish_tests
