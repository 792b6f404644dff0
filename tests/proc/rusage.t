#!/bin/sh
# lab: a zombie keeps its CPU time until its parent waits
# title: what a zombie still knows
# class: 3 minutes
# unp: 5.9
# keep: A zombie has no memory and no open file, but it keeps its exit status
#  and its CPU time for the parent that waits.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/proc.sh

# said TEXT: prints the number in the line of the program that begins with TEXT
said() {
    all_said rusage "$parent" | sed -n "s/^$1: .* \([0-9]*\) ms$/\1/p"
}

in_class tell 'A child uses 0.1 s of CPU time and exits with status 7. Its' \
    'parent asks for the CPU time of its children (getrusage), first while' \
    'the child is a zombie, and again after waitpid.' ''
ask 'When does the parent see the CPU time of its child?' \
    'Who has the account of a child: the child, or its parent?' \
    'before and after|the child has ended, so it counts' \
    'only after|waitpid brings it' \
    'never|the child is gone, and its time too'
heading 'ch05/proc/rusage 60: the child has ended, and its parent sleeps.'
launch rusage ch05/proc/rusage 60
parent=$pid
check_wait 'the parent has looked' 1 \
    count_said rusage 'child is a zombie: .*'
child=$(children "$parent")
check 'the child is a zombie' Z "$(state "$child")"
check 'the parent sees no CPU time of the zombie' 0 \
    "$(said 'child is a zombie')"
if have proc 'what the zombie keeps'; then
    # clock() has counted 0.1 s; the kernel may count in ticks of 10 ms.
    check_range 'the kernel keeps its CPU time: hundredths of a second' 9 \
        60000 "$(cpu_time "$child")"
    check 'the zombie has no memory' 0 \
        "$(count_lines "/proc/$child/status" '^VmSize')"
    tell "$(printf '    /proc/%s/stat: state %s, CPU time %s ms; no memory' \
        "$child" "$(state "$child")" $((10 * $(cpu_time "$child"))))"
fi
show_processes "$parent"
kill_process "$parent"

heading 'ch05/proc/rusage 0: the parent waits.'
launch rusage ch05/proc/rusage 0
parent=$pid
wait_end "$parent"
check 'the exit status' 0 "$status"
before=$(said 'child is a zombie') after=$(said 'after waitpid')
check 'before waitpid' 0 "$before"
check_range 'after waitpid the child counts: milliseconds' 90 60000 "$after"
check 'the second child aborts, and may not leave a core file' 1 \
    "$(count_said rusage 'child [0-9]* was killed by signal 6, core file: no')"
show_output rusage
good 'The CPU time of a child counts only when its parent has waited for it.'
case $before-$after in
    *-0) when=never ;;
    0-*) when='only after' ;;
    *) when='before and after' ;;
esac
answer "$when" \
    'The kernel keeps the CPU time with the zombie. waitpid removes the zombie
    and adds its time to that of the children of the parent; wait4 also returns
    it. The time of a child that is never waited for is never counted.' \
    ch05/proc/README.md

# The child of rusage allows a core file with the argument core.
mkdir "$tmp/core"
if [ -n "$DEMO" ] && [ -n "$(lacks core)" ]; then
    finish_tests
elif have core 'a core file'; then
    here_is=$PWD
    # shellcheck disable=SC2016  # for the inner shell
    launch rusage sh -c 'cd "$0" && exec "$@"' "$tmp/core" \
        "$here_is/ch05/proc/rusage" 0 core
    parent=$pid
    wait_end "$parent"
    check 'with "core" the status says that there is a core file' 1 \
        "$(count_said rusage \
            'child [0-9]* was killed by signal 6, core file: yes')"
    check 'and there is one' 1 "$(find "$tmp/core" -name 'core*' -type f |
        wc -l | tr -d ' ')"
    [ -z "$DEMO" ] || {
        tell '' 'ch05/proc/rusage 0 core: the second child may leave a core:'
        sed -n 's/.*: child \([0-9]\)/    child \1/p' "$tmp/rusage.out" |
            collect
    }
fi
finish_tests
