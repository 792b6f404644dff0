#!/bin/sh
# test: after any signal, wire has left no process, no host and no interface

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'Ctrl-C'
need proc 'Ctrl-C'

# The processes that wire has started, and itself, have this mark: a namespace
# is there as long as a process is in it. (Its number may soon belong to another
# one.)
mark=UNP_INTERRUPT=$$.

# left: prints what is left of it: processes, and interfaces on this host
left() {
    marked "$mark"
    for p in $all; do
        [ "$(state "$p")" = gone ] || echo "process $p"
    done
    grep -o '^ *\(end[0-9]*\|eth0\):.*' /proc/self/net/dev | cut -d : -f 1 |
        grep -vxF "$before"
}

# shows PATTERN: prints yes if wire has shown such a line
shows() {
    grep -q "$1" "$tmp/wire.out" && echo yes
}

# session PID: prints its session; sessions: prints how many others than that of
# this test there are
session() {
    sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 4
}
sessions() {
    for p in $all; do
        session "$p"
    done | sort -u | grep -cvx "$(session $$)"
}

# end_with SIGNAL STATUS PATTERN COMMANDS: run these commands; when a line with
# PATTERN is shown, send the signal. Then nothing is left.
end_with() {
    rm -f "$tmp/pipe.4"
    hold 4 wire env "$mark" ch05/wire/wire
    wire=$pid
    cable_pid=$pid
    printf '%b' "$4" >&4
    wait_for yes shows "$3"
    all=$(marked "$mark")
    sessions_then=$(sessions)
    kill -"$1" "$wire"
    wait_end "$wire"
    cable_pid=
    hang_up 4
    check "SIG$1 when it shows '$3': exit status" "$2" "$status"
    # After SIGKILL, the keeper ends what is there.
    poll_for '' left
    check "SIG$1 when it shows '$3': what is left" '' "$(left)"
    processes_then=$(echo "$all" | wc -l | tr -d ' ')
}

before=$(cut -d : -f 1 /proc/self/net/dev)
end_with INT 130 'SYN seq 0' ''
check 'there were four: wire, its keeper, client, server' 4 \
    "$processes_then"
check 'Ctrl-C and Ctrl-Z reach only wire: the others are in other sessions' \
    3 "$sessions_then"
end_with INT 130 'ESTABLISHED  *ESTABLISHED' 'run\n'
check 'with the child there were five' 5 "$processes_then"
end_with INT 130 'a zombie' 'run\nstop server\nkill child\n'
end_with TERM 143 'SYN seq 0' ''
end_with HUP 129 'reboots' 'reboot\n'
# What a command answers is shown at once, also by a pipe that stays open.
end_with QUIT 131 'server .* asleep' 'run\nps\n'
end_with KILL 137 'SIGSTOP for child' 'run\nstop child\n'
if have long 'other moments'; then
    end_with INT 130 'SIGSTOP for child' 'run\nstop child\n'
    end_with INT 130 'SIGKILL for server' 'run\nkill server\n'
    end_with INT 130 'is lost' 'lose\nwait\n'
    end_with INT 130 'client-v1 on' ''
    end_with KILL 137 'SYN seq 0' ''
    end_with KILL 137 'ESTABLISHED  *ESTABLISHED' 'run\n'
    end_with KILL 137 'reboots' 'reboot\n'
fi

# It is allowed to make a host, but has no descriptor left for it.
printf 'run\n' >"$tmp/commands"
input=$tmp/commands
launch few sh -c 'ulimit -n 9; exec ch05/wire/wire'
wait_end "$pid"
check 'nine descriptors are too few: exit status, reason, no advice' '1 1 0' \
    "$status $(grep -c ": $(reason EMFILE)\$" "$tmp/few.err") $(grep -c sudo \
        "$tmp/few.err")"

# Wherever it has no descriptor left, also at its end.
if have long 'too few descriptors'; then
    all=''
    for few in 15 16 17 18; do
        printf 'run\n' >"$tmp/commands"
        input=$tmp/commands
        launch few sh -c "ulimit -n $few; exec env $mark ch05/wire/wire"
        wait_end "$pid"
        poll_for '' left
        check "$few descriptors: what is left" '' "$(left)"
    done
fi

# After Ctrl-C, the file of WIRE_SAVE is there.
export WIRE_SAVE="$tmp/saved"
end_with INT 130 'ESTABLISHED  *ESTABLISHED' 'run\n'
check 'Ctrl-C: WIRE_SAVE has been written' yes \
    "$([ -s "$tmp/saved" ] && echo yes)"
unset WIRE_SAVE

# A list that ends in the middle of a command, and a reader that has gone.
launch cut sh -c "printf 'run\neo' | exec env $mark ch05/wire/wire"
wait_end "$pid"
all=''
check 'the end of a pipe: what is left' '' "$(left)"
launch head sh -c "printf 'run\nnote\nps' | env $mark ch05/wire/wire | sed 1q"
wait_end "$pid"
poll_for '' left
check 'a reader that has gone: what is left' '' "$(left)"

# A reader that is slow: wire waits in write. SIGSTOP and SIGCONT interrupt that
# write, and nothing of what it prints is lost.
in_write() {
    grep -q pipe "/proc/$1/wchan" && echo yes
}
i=0
while [ $((i += 1)) -le 80 ]; do
    echo help
done >"$tmp/commands"
mkfifo "$tmp/slow"
exec 5<>"$tmp/slow"
launch slow sh -c "exec env $mark ch05/wire/wire <'$tmp/commands' >'$tmp/slow'"
wire=$pid
poll_for yes in_write "$wire"
stop "$wire"
kill -CONT "$wire"
launch reader sh -c "exec 5<&-; exec cat '$tmp/slow'"
reader=$pid
wait_for yes has_output reader
exec 5<&-
wait_end "$wire"
check 'SIGCONT while it waits in write: exit status, message' '0 ' \
    "$status $(cat "$tmp/slow.err")"
wait_end "$reader"
check '... and all lines' 80 \
    "$(count_lines "$tmp/reader.out" ' quit  .*the end')"
all=''
check '... what is left' '' "$(left)"

# The terminal is closed: SIGHUP.
if have terminal 'a terminal that is closed'; then
    rm -f "$tmp/pipe.4"
    hold 4 wire env "$mark" TERM=xterm tests/tool/terminal ch05/wire/wire
    terminal=$pid
    wait_for yes shows 'SYN seq 0'
    type_line 4 'type run'
    wait_for yes shows 'ESTABLISHED  *ESTABLISHED'
    all=$(marked "$mark")
    kill -KILL "$terminal"
    wait_end "$terminal"
    hang_up 4
    poll_for '' left
    check 'a terminal that is closed: what is left' '' "$(left)"
fi
finish_tests
