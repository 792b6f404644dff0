#!/bin/sh
# lab: signal() may install a handler that is good for one signal

. "$(dirname "$0")/../sh/lib.sh"

# three_turns NAME PROGRAM: three clients come and go, one after the other.
# Leaves "REAPED ZOMBIES" in $row. The echo to the next client shows that the
# server has been told of the child before: it had to return from accept.
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

# row NAME HOW: what the class sees of it
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

# handler TEXT WANT: whether SIGCHLD still has one, where the system tells
handler() {
    if [ -n "$installed" ]; then
        check "$1" "$2" "$installed"
    else
        skip "$1" 'no /proc/PID/status here'
    fi
}

heading 'v3, its handler installed in four ways. Three clients in turn:'
tell 'program      the handler came from      reaped zombies   handler now'
three_turns server-v3 ch05/server-v3
check 'sigaction: reaped 3 of 3, no zombie' '3 0' "$row"
handler 'sigaction: the handler is still there' 1
row server-v3 'sigaction, SA_RESTART'
end_conversation 4

three_turns bsd-signal ch05/fail/bsd-signal
check 'signal() of BSD: reaped 3 of 3, no zombie' '3 0' "$row"
handler 'signal() of BSD: the handler is still there' 1
row bsd-signal 'signal(), _DEFAULT_SOURCE'
end_conversation 4

# What a program calls is in its symbols, also if the libc is linked into it.
three_turns libc-signal ch05/fail/libc-signal
if grep -q __sysv_signal ch05/fail/libc-signal; then
    check "signal(), which is this libc's __sysv_signal: reaped 1 of 3" \
        '1 2' "$row"
    handler 'signal(), which is __sysv_signal: the handler is gone' 0
    libc='With ours glibc calls __sysv_signal instead (nm shows it).'
else
    check "signal() of this libc: reaped 3 of 3" '3 0' "$row"
    handler 'signal() of this libc: the handler is still there' 1
    libc="This libc's signal() is BSD's under both."
fi
row libc-signal 'signal(), strict C11/POSIX'
end_conversation 4

three_turns sysv-signal ch05/fail/sysv-signal
check 'System V semantics: reaped 1 of 3, two zombies' '1 2' "$row"
handler 'System V semantics: the handler is gone' 0
row sysv-signal 'sigaction, SA_RESETHAND'
show_processes "$server"
end_conversation 4
tell 'The first SIGCHLD took the handler away (SigCgt in /proc/PID/status);' \
    'the next did nothing. libc-signal, bsd-signal: one source, two macros.' \
    "$libc"
finish_tests
