# shellcheck shell=sh disable=SC2154,SC2034
# server.sh: the program that is judged: how a lesson starts it, looks at it,
# sends it signals, and ends it.

# look WHAT: what tests/grade/look says about the server's processes: all that
# runs below the keeper
look() {
    [ -z "$keeper" ] || tests/grade/look "$keeper" "$1"
}

# soon TIME WHAT UNTIL [PID...]: wait until look prints as many lines as UNTIL
# says: a number, + for one or more, calm for the lines of the look before. It
# leaves the PIDs out. True if that happens in TIME hundredths of a second, and
# before the lesson ends. The lines are in $lines; $count is how many.
soon() {
    lines='' count=0
    [ -n "$keeper" ] || return
    scale "$1"
    what=$2 until=$3
    shift 3
    lines=$(tests/grade/look "$keeper" "$what" "$until" "$time" "$@")
    status=$?
    # shellcheck disable=SC2086  # a word for each line
    set -- $lines
    count=$#
    return $status
}
listening() {                   # the table of sockets may change: look again
    [ -n "$(look "$port")" ] || soon 20 "$port" +
}

# settle: wait until nothing runs, and nothing changes; a server that always
# runs has a moment
settle() {
    if fact spins=yes; then
        soon 5 all never
    else
        soon 100 all calm
    fi
}

choose_port() {
    port=${PORT:-$(tests/grade/look $(($$ + ${attempt:-0} * 7)) free)}
}

# quoted TEXT: prints it as one word for a shell
quoted() {
    case $1 in
        *[!A-Za-z0-9_./-]*)
            printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
        *) printf '%s' "$1" ;;
    esac
}

# run [OPTION...]: run the program below a keeper. `exec` spares a shell.
run() {
    program=${CLIENT:-$SERVER} words=" 127.0.0.1 $port"
    if [ -f "$program" ]; then
        command=$(quoted "$program")
    else
        command=$(printf '%s' "$program" | sed "s/%p/$port/g; s/%a/127.0.0.1/g")
        [ "$command" = "$program" ] || words=
    fi
    [ -n "${PORT:-}" ] || command=$command$words
    show "\$ $command &"
    typed=$command
    case $command in
        *['&;|']*) ;;
        *) command="exec $command" ;;
    esac
    [ -n "${ISOLATE:-}" ] || set -- -o "${dir%/*}" "$@"
    [ -z "${PORT:-}" ] || [ -n "$keep_time_wait" ] || echo clean |
        tests/grade/peer 127.0.0.1 "$port" >"$dir/cleaned"
    : >"$dir/why"
    : >"$dir/end"
    mkfifo "$dir/keep" || exit
    tests/grade/keeper "$@" "$dir" sh -c "$command" \
        <"$dir/keep" 3>&- 4>&- 5>&- 6>&- 9>&- &
    keeper=$!
    exec 3>"$dir/keep"
    rm "$dir/keep"                  # a server that finds it could write to it
}

# up: true if the server listens, or will not
up() {
    [ -s "$dir/why" ] || ! keeper_lives ||
        { [ -s "$dir/end" ] && soon 0 all 0; } || soon 50 "$port" +
}

# in_use: true if the program says that its port is in use
in_use() {
    for file in out err; do
        tail -c 2000 "$dir/$file" | grep -iE 'in use|EADDRINUSE' && return
    done
}

# try_start [OPTION...]: choose a port and run the server until it listens. If
# another process has just taken the port, try again.
try_start() {
    for attempt in 0 1 2; do
        [ -n "$port" ] || choose_port
        run "$@"
        # A second more, unless it listens somewhere else by then.
        within 150 up || [ -n "$(look where)" ] || within 200 up
        ! listening || return 0
        [ -z "${PORT:-}" ] && in_use || return 1
        stop_server
        port=
    done
    return 1
}

# start [OPTION...]: the same; $base is the pids of its processes
start() {
    base=
    try_start "$@" || {
        ! late || [ -s "$dir/end" ] || [ -s "$dir/why" ] ||
            cannot "after $bound s the time was over: it does not listen yet"
        false
    } || fail 'not ready' "it listens on port $port" \
        'nothing listens there' "$plain"
    settle
    soon 0 alive +
    base=$lines
}

# end_server: kill the server, and all that it has started
end_server() {
    [ -n "$keeper" ] || return 0
    [ -z "${V:-}" ] ||
        show "\$ kill -KILL $(look alive | paste -s -d ' ' -)"
    keeper_lives || fail
    exec 3>&-
    # A keeper that was attacked may have looked alive until now.
    within 300 keeper_ended || keeper_lives || attacked "$how"
    wait "$keeper" || attacked killed
    keeper=
}
keeper_ended() {
    state "$keeper" >/dev/null
    case $stat in '' | [XZ]) ;; *) return 1 ;; esac
}

# close_peer: end all clients
close_peer() {
    [ -n "$peer" ] || return 0
    exec 4>&-
    wait "$peer"
    peer=
}

# stop_server: end the clients, then the server. The clients' FINs come first:
# the TIME_WAITs are theirs, and the server can start again on its port.
stop_server() {
    close_peer
    end_server
}

# new: prints the pids of the processes that it had not when it started
new() {
    # shellcheck disable=SC2086  # a word for each pid
    ! soon 0 alive 0 $base || return
    echo "$lines"
}

# children_end TIME: true if the processes that it had not when it started end
children_end() {
    # shellcheck disable=SC2086  # a word for each pid
    soon "$1" alive 0 $base
}

# need_end TIME: skip the lesson if its children do not end
need_end() {
    children_end "$1" ||
        cannot "children still run ($count): see the lesson child-ends"
}

# signal NAME PID...: send it; for STOP, wait until the processes are stopped
signal() {
    show "\$ kill -$*"
    name=$1
    shift
    [ $# -eq 0 ] || kill "-$name" "$@" 2>/dev/null
    [ "$name" != STOP ] || for pid in "$@"; do
        within 200 stopped "$pid"
    done
}
stopped() {
    state "$1" >/dev/null
    case $stat in S | R | D) return 1 ;; esac
}

# freeze PID...: stop these processes of the server
freeze() {
    ! fact stop=ends ||
        cannot 'SIGSTOP and SIGCONT end it: see the lesson eintr'
    signal STOP "$@"
}

limits='' still=''
# change_limits WHAT [PID NUMBER]...: the limits before are in $limits. The
# second time, a process may have ended: only a child, or the lesson fails.
change_limits() {
    what=$1 first=$limits
    shift
    while [ -n "$first" ] && [ $# -ge 2 ]; do
        state "$1" >/dev/null
        case $stat in
            '' | [ZX]) ! echo "$base" | grep -qx "$1" || accepts_no_more ;;
            *) still="$still $1 $2" ;;
        esac
        shift 2
    done
    # shellcheck disable=SC2086  # two words for each process
    [ -z "$first" ] || set -- $still
    show "\$ tests/grade/limit $what $*"
    limits=$(tests/grade/limit "$what" "$@") ||
        cannot 'the limit cannot be changed'
}
accepts_no_more() {
    said=$(last_words)
    fail 'it ended' 'it waits, and goes on' \
        "the process that accepts has ended${said:+, \"$said\"}"
}
