#!/bin/sh
# lab: no zombie once a SIGCHLD handler has run, or by SIG_IGN

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# end_three NAME [ignore]: start it, stop the parent, end its three children
end_three() {
    launch "$1" ch05/proc/zombie-sig 60 ${2:+"$2"}
    parent=$pid
    check_wait "$1: three children" 3 count_said "$1" child
    kids=$(who_said "$1" child)
    for kid in $kids; do
        kill_at_end "$kid"
    done
    wait_for 1 count_said "$1" 'parent works'
    check_wait "$1: the parent works" S state "$parent"
    kill -STOP "$parent"
    check_wait "$1: the parent is stopped, no handler can run" T \
        state "$parent"
    # shellcheck disable=SC2086  # a word for each
    kill -TERM $kids
}

# no_trace NAME: nothing of the children remains, the parent works on
no_trace() {
    check "$1: zombies" 0 "$(count_zombies "$parent")"
    check "$1: the children" 'gone gone gone ' "$(for kid in $kids; do
        printf '%s ' "$(state "$kid")"
    done)"
    check_wait "$1: the parent works on" S state "$parent"
    check "$1: its work was not cut short" 0 \
        "$(count_said "$1" "parent's work is done")"
    show_processes "$parent"
    kill_process "$parent"
}

heading 'zombie-sig 60, stopped while its three children end: no handler runs'
end_three handler
check_wait 'handler: zombies, as long as it has not run' 3 \
    count_zombies "$parent"
show_processes "$parent"
heading 'It goes on:'
kill -CONT "$parent"
check_wait 'handler: three children reaped' 3 \
    count_said handler 'child [0-9]* terminated'
check 'handler: each of them once' "$(printf '%s\n' "$kids" | sort)" \
    "$(sed -n 's/.*: child \([0-9]*\) terminated$/\1/p' \
        "$tmp/handler.out" | sort)"
no_trace handler

heading 'zombie-sig 60 ignore, also stopped while its three children end:'
end_three ignore ignore
for kid in $kids; do
    check_wait 'ignore: a child is gone, with nobody to wait for it' gone \
        state "$kid"
done
kill -CONT "$parent"
no_trace ignore
check 'ignore: nobody was told' 0 "$(count_said ignore '.* terminated')"

# Left alone: wait finds nothing.
for option in '' ignore; do
    launch "short$option" ch05/proc/zombie-sig 0.05 ${option:+"$option"}
    wait_end "$pid"
    check "zombie-sig 0.05 $option: exit status" 0 "$status"
    check "zombie-sig 0.05 $option: the parent has worked" 1 \
        "$(count_said "short$option" "parent's work is done")"
    check "zombie-sig 0.05 $option: wait fails with ECHILD, at the end" 1 \
        "$(tail -n 1 "$tmp/short$option.out" |
            grep -c "^pid .*: wait: $(reason ECHILD)")"
    check "zombie-sig 0.05 $option: each child once" 3 \
        "$(count_said "short$option" child)"
done
heading 'zombie-sig 0.05 ignore, to its end:'
show_output shortignore
good 'Both leave no zombie. With the handler, the parent learns who has ended.'
finish_tests
