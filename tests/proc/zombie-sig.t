#!/bin/sh
# lab: no zombie remains if a handler reaps, or if SIGCHLD is ignored
# class: 3 minutes
# title: a parent that ignores SIGCHLD
# unp: 5.9
# keep: A process that ignores SIGCHLD itself has no zombies, and never learns
#   how its children ended.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# end_three NAME [ignore]: start the program, stop it, and end its children
end_three() {
    launch "$1" ch05/proc/zombie-sig 60 ${2:+"$2"}
    parent=$pid
    check_wait "$1: three children start" 3 count_said "$1" 'child starts'
    kids=$(who_said "$1" 'child starts')
    for kid in $kids; do
        kill_at_end "$kid"
    done
    wait_for 1 count_said "$1" 'parent works'
    check_wait "$1: the parent sleeps, which is its work here" S state "$parent"
    kill -STOP "$parent"
    check_wait "$1: the parent is stopped, so no handler can run" T \
        state "$parent"
    # shellcheck disable=SC2086  # a word for each pid
    kill -TERM $kids
}

# ended_early NAME: prints how often a signal has ended the parent's sleep early
ended_early() {
    count_said "$1" "nanosleep failed: $(reason EINTR), [1-9][0-9]* ms left"
}

# check_gone NAME: the children are gone, and the parent still works
check_gone() {
    check "$1: the number of zombies" 0 "$(count_zombies "$parent")"
    check "$1: the children are gone" 'gone gone gone ' "$(for kid in $kids; do
        printf '%s ' "$(state "$kid")"
    done)"
    check_wait "$1: the parent still works" S state "$parent"
    check "$1: SIGCHLD has not ended its work" 0 \
        "$(count_said "$1" "parent's work is done")"
    show_processes "$parent"
    kill_process "$parent"
}

heading 'zombie-sig 60: we stop the parent, then its three children end.'
end_three handler
check_wait 'handler: three zombies before the handler runs' 3 \
    count_zombies "$parent"
show_processes "$parent"
heading 'We continue the parent, and its handler runs:'
kill -CONT "$parent"
check_wait 'handler: it reaps three children' 3 \
    count_said handler 'child [0-9]* terminated'
check 'handler: it reaps each child once' "$(printf '%s\n' "$kids" | sort)" \
    "$(sed -n 's/.*: child \([0-9]*\) terminated$/\1/p' \
        "$tmp/handler.out" | sort)"
check_wait 'handler: SIGCHLD has ended the sleep early, once' 1 \
    ended_early handler
check_range 'handler: milliseconds that were left of 120 s' 1 120000 \
    "$(sed -n 's/.*, \([0-9]*\) ms left$/\1/p' "$tmp/handler.out")"
check_gone handler
[ -z "$DEMO" ] ||
    sed -n 's/.*: nanosleep/    The parent: nanosleep/p' "$tmp/handler.out" |
    collect

ask 'A parent ignores SIGCHLD (SIG_IGN), and it never waits. It is stopped while
    its three children end. How many zombies will it have?' \
    'POSIX says something special about SIGCHLD and SIG_IGN.' \
    '0|the kernel removes them' '1|the last one' '3|it does not wait for them'
heading 'zombie-sig 60 ignore: again we stop the parent, then the children end:'
end_three ignore ignore
for kid in $kids; do
    check_wait 'ignore: a child is gone, and the parent has not waited' gone \
        state "$kid"
done
ignored=$(count_zombies "$parent")
kill -CONT "$parent"
check_gone ignore
check 'ignore: no signal has ended the sleep early' 0 "$(ended_early ignore)"
check 'ignore: no handler has run' 0 "$(count_said ignore '.* terminated')"

# We do not kill the children: the program runs to its end, and wait fails.
for option in '' ignore; do
    launch "short$option" ch05/proc/zombie-sig 0.05 ${option:+"$option"}
    wait_end "$pid"
    check "zombie-sig 0.05 $option: the exit status" 0 "$status"
    check "zombie-sig 0.05 $option: the parent has worked" 1 \
        "$(count_said "short$option" "parent's work is done")"
    check "zombie-sig 0.05 $option: at the end wait fails with ECHILD" 1 \
        "$(tail -n 1 "$tmp/short$option.out" |
            grep -c "^pid .*: wait: $(reason ECHILD)")"
    check "zombie-sig 0.05 $option: each child starts once" 3 \
        "$(count_said "short$option" 'child starts')"
done
heading 'zombie-sig 0.05 ignore runs to its end:'
show_output shortignore
good 'Both ways leave no zombie. Only a handler tells the parent which child has
ended, and only a handler ends its sleep early.'
answer "$ignored" \
    'If a process ignores SIGCHLD, the kernel keeps no status of its children:
    they never become zombies. But the parent does not learn which child has
    ended, and older systems differ.' \
    'ch05/proc/README.md'
finish_tests
