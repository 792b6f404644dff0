#!/bin/sh
# lab: SIGCHLD comes for a stopped child too; waitpid can return it
# class: 3 minutes
# title: when does SIGCHLD come?
# unp: 5.10
# keep: SIGCHLD says that the state of a child has changed, not that a child has
#   ended.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# macOS sends no SIGCHLD for a child that continues. On FreeBSD, waitpid may
# take the SIGCHLD away before the handler runs.
need linux 'SIGCHLD for a child that is stopped or continues'

# number NAME: prints the signal's number, which depends on the system
number() {
    n=1
    until [ "$(kill -l "$n")" = "$1" ]; do
        [ $((n += 1)) -le 31 ] || return
    done
    echo "$n"
}
chld=$(number CHLD) stopped=$(number STOP)

# events: all that the parent has said, in the order in which it happened
events() {
    all_said stopped "$parent"
}

ask 'We stop a child (SIGSTOP), continue it (SIGCONT), and kill it (SIGTERM).
    How many SIGCHLDs does its parent get?' \
    'When does SIGCHLD come: when a child ends, or when its state changes?' \
    '1|when it ends' '2|when it is stopped, and when it ends' \
    '3|each time that its state changes'
heading 'waitpid-stopped 60: waitpid blocks, with WUNTRACED and WCONTINUED.'
launch stopped ch05/proc/waitpid-stopped 60
parent=$pid
check_wait 'the child starts' 1 count_said stopped 'child starts'
child=$(who_said stopped 'child starts')
kill_at_end "$child"
check_wait 'waitpid blocks' S state "$parent"
check 'waitpid has not returned' '' "$(events)"

heading 'We stop the child with kill -STOP:'
kill -STOP "$child"
want="signal $chld: a child is stopped
waitpid: child $child was stopped by signal $stopped"
check_wait 'stopped: SIGCHLD comes, and waitpid returns' "$want" events
check 'stopped: the child still exists' T "$(state "$child")"
check_wait 'stopped: the parent waits again' S state "$parent"
show_processes "$parent"

heading 'We continue it with kill -CONT, and then end it with kill:'
kill -CONT "$child"
want="$want
signal $chld: a child continues
waitpid: child $child continues"
check_wait 'continues: SIGCHLD comes, and waitpid returns' "$want" events
check_wait 'continues: the child sleeps again' S state "$child"
check_wait 'continues: the parent waits again' S state "$parent"
kill -TERM "$child"
wait_end "$parent"
show_output stopped
check 'killed: SIGCHLD comes, and waitpid reaps the child' "$want
signal $chld: a child has ended
waitpid: child $child was killed by signal 15" "$(events)"
check 'the exit status' 0 "$status"
check 'no zombie remains' gone "$(state "$child")"
good 'SIGCHLD does not mean that a child has ended. A handler that calls wait
blocks until one does.'
answer "$(events | grep -c "^signal $chld:")" \
    'SIGCHLD says that the state of a child has changed. With SA_NOCLDSTOP, it
    comes only when a child ends. A handler that calls wait without WNOHANG
    blocks when a child was only stopped.' \
    'make class LAB=stopped-child'
[ -z "$DEMO" ] || finish_tests

launch short ch05/proc/waitpid-stopped 0
wait_end "$pid"
check 'short: the exit status' 0 "$status"
check 'short: the child exits with status 7' 1 \
    "$(count_said short 'waitpid: child [0-9]* exited with status 7')"
check 'short: no child was stopped, and none has continued' '0 0' \
    "$(count_said short 'waitpid: child .* stopped.*') $(
        count_said short 'waitpid: child .* continues.*')"
finish_tests
