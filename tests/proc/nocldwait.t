#!/bin/sh
# lab: SIG_DFL leaves five zombies; SIG_IGN and SA_NOCLDWAIT none
# title: who removes a child that has ended
# class: 3 minutes
# unp: 5.9
# keep: The default action for SIGCHLD is to ignore it, but only SIG_IGN, set by
#  the program, tells the kernel to remove the children.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

in_class tell 'Three parents have five children each, which end at once. The' \
    'first one leaves SIGCHLD at its default action (SIG_DFL), which is to' \
    'ignore it. The second one ignores it itself (SIG_IGN). The third one has' \
    'a handler, and sets the flag SA_NOCLDWAIT. None of them waits.' ''
ask 'How many zombies do the three parents have?' \
    'Is a signal that is ignored by default the same as one that is ignored?' \
    '5 5 5|no parent waits' '5 0 0|only the first one keeps its children' \
    '5 0 5|only the second one has none' '0 0 0|all three ignore SIGCHLD'
heading 'ch05/proc/nocldwait 60: fifteen children have ended.'
launch nocldwait ch05/proc/nocldwait 60
main=$pid
ended='five children have ended'
for way in SIG_DFL SIG_IGN SA_NOCLDWAIT; do
    wait_for 1 count_said nocldwait "$way: $ended"
    parent=$(who_said nocldwait "$way: $ended")
    kill_at_end "$parent"
    check_wait "$way: its parent sleeps" S state "$parent"
    add_column "$way" "$(count_children "$parent")" "$(count_zombies "$parent")"
done
zombies=$(table_row 2)
check 'no child runs any more' '0 0 0' "$(table_row 1)"
check 'SIG_DFL has five zombies, SIG_IGN and SA_NOCLDWAIT have none' '5 0 0' \
    "$zombies"
show_processes "$(who_said nocldwait "SIG_DFL: $ended")" \
    "$(who_said nocldwait "SIG_IGN: $ended")" \
    "$(who_said nocldwait "SA_NOCLDWAIT: $ended")"
show_table 'children that run' '!zombies'
for way in SIG_DFL SIG_IGN SA_NOCLDWAIT; do
    kill -KILL "$(who_said nocldwait "$way: $ended")"
done
wait_end "$main"
check 'the program ends when its three parents have ended' 0 "$status"

heading 'ch05/proc/nocldwait 0: the parents wait at once.'
launch short ch05/proc/nocldwait 0
wait_end "$pid"
check 'short: the exit status' 0 "$status"
no_child=$(reason ECHILD)
# what WAY: prints what that parent has said after its children have ended
what() {
    all_said short "$(who_said short "$1: $ended")" | sed 1d
}
check 'SIG_DFL: wait returns each child' \
    "SIG_DFL: wait reaped 5, then $no_child" "$(what SIG_DFL)"
check 'SIG_IGN: wait returns no child' \
    "SIG_IGN: wait reaped 0, then $no_child" "$(what SIG_IGN)"
check 'SA_NOCLDWAIT: wait returns no child' \
    "SA_NOCLDWAIT: wait reaped 0, then $no_child" \
    "$(what SA_NOCLDWAIT | sed 1q)"
# POSIX leaves it open whether SIGCHLD comes with SA_NOCLDWAIT. On Linux it
# does.
least=1
[ "$(uname)" = Linux ] || least=0
check_range 'SA_NOCLDWAIT: how often the handler has run' "$least" 5 \
    "$(what SA_NOCLDWAIT | sed -n 's/.*ran \([0-9]*\) times$/\1/p')"
[ -z "$DEMO" ] || sed -n '/wait reaped/s/.*: S/    S/p; /ran/s/.*: S/    S/p' \
    "$tmp/short.out" | sort | collect
good 'SIG_IGN and SA_NOCLDWAIT leave no zombie, but also no exit status.'
answer "$zombies" \
    'SIG_IGN and SA_NOCLDWAIT tell the kernel that no process will wait: it
    removes a child when the child ends. The default action of SIGCHLD is to
    ignore the signal, but the children stay until the parent waits. With
    SA_NOCLDWAIT the handler still runs on Linux.' \
    ch05/proc/README.md
finish_tests
