#!/bin/sh
# lab: signal() may install a handler that catches one signal only
# class: 4 minutes
# title: three clients, and the signal() of System V
# unp: 5.8
# keep: Install handlers with sigaction, because signal() may reset the handler
#   after one signal.

. "$(dirname "$0")/../sh/lib.sh"

# three_turns NAME PROGRAM: three clients connect and hang up, one after the
# other. "REAPED ZOMBIES" is then in $row. When the next client receives its
# echo, the server has returned from accept since the child ended: it has
# received that SIGCHLD.
three_turns() {
    start_server "$1" "$2" 127.0.0.1 0
    for turn in 1 2 3; do
        connect_client 3 client ch05/client-v1
        hang_up 3
        check_wait "$1: child $turn has ended" 0 count_children "$server"
    done
    connect_client 4 barrier ch05/client-v1 'still serving?'
    reaped=$(count_reaped "$1")
    row="$reaped $(count_zombies "$server")"
    installed=$(signal_in SigCgt "$server" CHLD 2>/dev/null)
}

# row NAME HOW: show a line of the table to the class
row() {
    # shellcheck disable=SC2086  # two numbers
    set -- "$1" "$2" $row
    case $installed in
    1) handler='installed' ;;
    0) handler='gone' ;;
    *) handler='?' ;;
    esac
    line=$(printf '%-12s %-27s %6s %7s   %s' "$@" "$handler")
    if [ "$4" -eq 0 ]; then good "$line"; else bad "$line"; fi
}

# handler TEXT WANT: check whether SIGCHLD still has a handler, where /proc
# shows it
handler() {
    ! have proc 'which handler is installed' ||
        check "$1" "$2" "$installed"
}

heading 'server-v3 installs its handler in four ways. Three clients in turn:'
tell 'program      installed with             reaped zombies   handler now'
three_turns server-v3 ch05/server-v3
check 'sigaction: it reaps 3 of 3 children, no zombie' '3 0' "$row"
handler 'sigaction: the handler is still there' 1
row server-v3 'sigaction, SA_RESTART'
end_conversation 4

three_turns bsd-signal ch05/fail/bsd-signal
check 'signal() of BSD: it reaps 3 of 3 children, no zombie' '3 0' "$row"
handler 'signal() of BSD: the handler is still there' 1
row bsd-signal 'signal(), _DEFAULT_SOURCE'
end_conversation 4

# The symbols of a program name the functions that it calls. This is also true
# of a program that is linked statically.
three_turns libc-signal ch05/fail/libc-signal
if grep -q __sysv_signal ch05/fail/libc-signal; then
    check "signal() is __sysv_signal in this libc: it reaps 1 of 3 children" \
        '1 2' "$row"
    handler 'signal() is __sysv_signal in this libc: the handler is gone' 0
    libc='In libc-signal, signal() is __sysv_signal of glibc (nm shows it).'
else
    check "signal() of this libc: it reaps 3 of 3 children" '3 0' "$row"
    handler 'signal() of this libc: the handler is still there' 1
    libc="In this libc, signal() has the BSD semantics with both macros."
fi
row libc-signal 'signal(), strict C11/POSIX'
end_conversation 4

ask 'sysv-signal installs its handler as signal() of System V does. Three
    clients come and end, one after the other. How many of the three children
    does it reap?' \
    'In System V, a handler is for one signal. What happens at the next one?' \
    '0|the handler is never called' '1|only the first' \
    '2|the last one stays' '3|all of them, as in BSD'
three_turns sysv-signal ch05/fail/sysv-signal
check 'System V semantics: it reaps 1 of 3 children, two zombies' '1 2' "$row"
handler 'System V semantics: the handler is gone' 0
row sysv-signal 'sigaction, SA_RESETHAND'
show_processes "$server"
answer "$reaped" \
    'The kernel resets the handler when it calls it. The next SIGCHLD finds the
    default action: it is ignored, and the server does not call waitpid.
    sigaction means the same on every system, and signal() does not.' \
    'ch05/fail/signals.md'
end_conversation 4
tell 'The first SIGCHLD resets the handler (SigCgt in /proc/PID/status shows' \
    'it), so the server ignores the next SIGCHLD. libc-signal and bsd-signal' \
    'have the same source and different feature macros.' \
    "$libc"
finish_tests
