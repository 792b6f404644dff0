#!/bin/sh
# test: after Ctrl-C wire has left no process, no host and no interface

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need_wire 'Ctrl-C'
if [ "$PROBE" != proc ]; then
    skip 'Ctrl-C' 'only /proc shows which processes a host has'
    finish_tests
fi

# namespaces: the network namespaces of all processes we may look at, except
# that of this shell
namespaces() {
    readlink /proc/[0-9]*/ns/net | sort -u | grep -vxF "$here_net"
}
here_net=$(readlink /proc/$$/ns/net)

# left: prints what is left of it: the processes, their hosts, interfaces here
left() {
    for p in $all; do
        [ "$(state "$p")" = gone ] || echo "process $p"
    done
    namespaces | grep -xF "$ours"
    grep -o '^ *\(end[0-9]*\|eth0\):.*' /proc/self/net/dev | cut -d : -f 1 |
        grep -vxF "$before"
}

# shows PATTERN: prints yes if wire has shown such a line
shows() {
    grep -q "$1" "$tmp/wire.out" && echo yes
}

# end_with SIGNAL STATUS PATTERN COMMANDS: run these commands; when a line with
# PATTERN is shown, send the signal. Then nothing is left.
end_with() {
    rm -f "$tmp/pipe.4"
    hold 4 wire ch05/wire/wire
    wire=$pid
    cable_pid=$pid
    printf '%b' "$4" >&4
    wait_for yes shows "$3"
    all="$wire $(children "$wire" | while read -r p; do
        echo "$p"
        children "$p"
    done | tr '\n' ' ')"
    ours=$(for p in $all; do
        readlink "/proc/$p/ns/net"
    done | sort -u | grep -vxF "$here_net")
    kill -"$1" "$wire"
    wait_end "$wire"
    cable_pid=
    hang_up 4
    check "SIG$1 when it shows '$3': exit status" "$2" "$status"
    check "SIG$1 when it shows '$3': what is left" '' "$(left)"
    # shellcheck disable=SC2086  # a word for each
    set -- $all
    processes_then=$#
}

before=$(cut -d : -f 1 /proc/self/net/dev)
end_with INT 130 'SYN seq 0' ''
check 'there were three processes: wire, client, server' 3 "$processes_then"
end_with INT 130 'ESTABLISHED  *ESTABLISHED' 'run\n'
check 'with the child there were four' 4 "$processes_then"
end_with INT 130 'SIGSTOP for child' 'run\nstop child\n'
end_with INT 130 'SIGKILL for server' 'run\nkill server\n'
end_with INT 130 'a zombie' 'run\nstop server\nkill child\n'
end_with INT 130 'is lost' 'lose\nwait\n'
end_with TERM 143 'SYN seq 0' ''
end_with HUP 129 'reboots' 'reboot\n'
end_with INT 130 'client-v1 on' ''
finish_tests
