#!/bin/sh
# lab: whom waitpid waits for: one child, a process group, any child
# class: 3 minutes
# title: for which children waitpid waits
# unp: 5.10
# keep: waitpid(-1) waits for any child; a server needs this, and not
#   waitpid(0).

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# group_of PID: the process group, as the process table has it
group_of() {
    if [ "$PROBE" = proc ]; then
        sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 3
    else
        ps -A -o pid= -o pgid= | awk -v pid="$1" '$1 == pid { print $2 }'
    fi
}

# begin NAME SECONDS: start the program. Two of its children, $mine and $last,
# are in the group of their parent; $leader and $member are in a new group.
begin() {
    launch "$1" ch05/proc/waitpid-group "$2"
    parent=$pid
    wait_for 4 count_said "$1" 'child [0-9]* is in group [0-9]*'
    # shellcheck disable=SC2046  # a word for each child
    set -- $(all_said "$1" "$parent" |
        sed -n 's/^child \([0-9]*\) is in .*/\1/p')
    mine=$1 leader=$2 member=$3 last=$4
}

# check_lines NAME: check what the program has printed. It may reap the two
# children of the new group in either order.
check_lines() {
    first=$(all_said "$1" "$parent" |
        sed -n "s/^waitpid(-$leader), .*: returned //p")
    other=$leader
    [ "$first" != "$leader" ] || other=$member
    check "$1: it reaps first a child of group $leader" yes "$(
        case $first in ("$leader" | "$member") echo yes ;; esac)"
    check "$1: what each waitpid returns" "child $mine is in group $own
child $leader is in group $leader
child $member is in group $leader
child $last is in group $own
waitpid($last), one child: returned $last
waitpid(-$leader), that group: returned $first
waitpid(0), my group: returned $mine
waitpid(0), my group: $(reason ECHILD)
waitpid(-1), any child: returned $other
waitpid(-1), any child: $(reason ECHILD)" "$(all_said "$1" "$parent")"
}

ask 'Of four children, two are in the group of their parent, and two in another
    group. All have ended, and the parent has reaped both of its own group.
    What does one more waitpid(0, ...) return?' \
    'For which children does waitpid(0, ...) wait?' \
    'a pid|two children are left' '-1|none of its group is left' \
    'it does not return|it waits for the other group'
heading 'waitpid-group 60: the parent waits for the last of its four children.
We end the three others:'
begin group 60
for child in $leader $member $mine $last; do
    kill_at_end "$child"
done
own=$(group_of "$parent")
check 'the process table has the same groups' "$leader $leader $own $own" \
    "$(group_of "$leader") $(group_of "$member") $(group_of "$mine") $(
        group_of "$last")"
check 'the new group is not that of the parent' no \
    "$([ "$own" = "$leader" ] || echo no)"
for child in $leader $member $mine; do
    kill -TERM "$child"
    check_wait 'a child has ended, and waitpid does not reap it' Z \
        state "$child"
done
check_wait 'the parent still waits for the last child' S state "$parent"
check 'waitpid has not returned' 0 "$(count_said group 'waitpid.*')"
show_processes "$parent"

heading 'We end the last child:'
kill -TERM "$last"
wait_end "$parent"
show_output group
check 'the exit status' 0 "$status"
check_lines group
check 'no zombie remains' 'gone gone gone gone ' "$(
    for child in $leader $member $mine $last; do
        printf '%s ' "$(state "$child")"
    done)"
good 'The second waitpid(0) fails with ECHILD: the child that is left is in
another process group.'
case $(all_said group "$parent" | sed -n 's/^waitpid(0), my group: //p' |
    sed -n 2p) in
    returned*) second='a pid' ;;
    '') second='it does not return' ;;
    *) second=-1 ;;
esac
answer "$second" \
    'waitpid(0) waits only for children in the process group of the caller.
    waitpid(-1) waits for any child, and this is what a server needs.' \
    'ch05/proc/README.md'
[ -z "$DEMO" ] || finish_tests

begin short 0
wait_end "$parent"
check 'short: the exit status' 0 "$status"
check_lines short
finish_tests
