# shellcheck shell=sh disable=SC2154,SC2034
# lesson.sh FILE FOLDER: run one lesson with one server. The verdict is in
# FOLDER/verdict: "ok", "skip" or "FAIL"; then, each on its line, what is said
# in a few words, what was expected, and what was seen. These are the words of
# a lesson; all waits are bounded, and the server cannot outlive the lesson.

dir=$2
. tests/sh/nap.sh
. tests/sh/probe.sh
trap '' PIPE
trap stop_server EXIT
trap 'exit 1' INT TERM HUP
mkfifo "$dir/keep" "$dir/ask" "$dir/answer" || exit
peer='' keeper='' port=${PORT:-}

# now: the time in hundredths of a second is in $now
now() {
    read -r up _ </proc/uptime
    now=${up%.*}${up#*.}
}
now
lesson_end=$((now + ${BOUND:-5} * 100 - 50))

# within TIME COMMAND...: true if COMMAND is true in TIME hundredths of a second
# from now, and before the lesson ends
within() {
    now
    time_end=$((now + $1))
    [ "$time_end" -lt "$lesson_end" ] || time_end=$lesson_end
    shift
    looks=0
    until "$@"; do
        now
        [ "$now" -lt "$time_end" ] || return 1
        [ $((looks += 1)) -lt 4 ] || nap 0.02
    done
}

# show COMMAND: for V=1, a line of what the lesson does
show() {
    [ -z "${V:-}" ] || printf '%s\n' "$1" >>"$dir/trace"
}

# --- the verdict -----------------------------------------------------------

verdict() {
    printf '%s\n' "$@" >"$dir/verdict"
    exit
}

# fail WORDS EXPECTED SEEN [plain]: the lesson is not learnt. If the server has
# ended, that is what was seen. "plain": what the lesson teaches is not why.
fail() {
    if [ -s "$dir/why" ]; then
        set -- "$(sed 's/:.*//' "$dir/why")" "$2" \
            "$(sed 's/.*: //' "$dir/why")" plain
    elif [ -z "$CLIENT" ] && [ -s "$dir/end" ] && ! listening; then
        words=$(tail -n 1 "$dir/err" | cut -c 1-50)
        set -- 'it ended' "$2" "$(cat "$dir/end")${words:+, \"$words\"}" "$4"
    fi
    verdict FAIL "$@"
}

# cannot REASON: the lesson says nothing about this server, or cannot be tried
cannot() {
    verdict skip '' "$1"
}

# --- the server ------------------------------------------------------------

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
    now
    time=$((lesson_end - now))
    [ "$time" -lt "$1" ] || time=$1
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
    soon 20 "$port" +
}

# settle: wait until nothing runs, and nothing changes
settle() {
    soon 100 all calm
}

choose_port() {
    port=${PORT:-$(tests/grade/look $$ free)}
}

# run [OPTION...]: run the program below a keeper. `exec` spares a shell.
run() {
    case ${CLIENT:-$SERVER} in
        *%p*) command=$(echo "${CLIENT:-$SERVER}" | sed "s/%p/$port/g") ;;
        *) command="${CLIENT:-$SERVER}${PORT:- 127.0.0.1 $port}" ;;
    esac
    [ -z "${PORT:-}" ] || command=${CLIENT:-$SERVER}
    show "\$ $command &"
    case $command in
        *['&;|']*) ;;
        *) command="exec $command" ;;
    esac
    : >"$dir/why"
    tests/grade/keeper "$@" "$dir" sh -c "$command" \
        <"$dir/keep" 3>&- 4>&- 5>&- 6>&- &
    keeper=$!
    exec 3>"$dir/keep"
}

# up: true if the server listens, or will not
up() {
    [ -s "$dir/why" ] || { [ -s "$dir/end" ] && soon 0 all 0; } ||
        soon 50 "$port" +
}

# start [OPTION...]: choose a port and run the server until it listens; $base is
# the pids of its processes. If it does not, no later lesson starts it again.
start() {
    [ ! -s "$dir/../not-ready" ] || {
        cat "$dir/../not-ready" >"$dir/verdict"
        exit
    }
    [ -n "$port" ] || choose_port
    run "$@"
    within 350 up
    if ! listening; then
        trap 'stop_server; cp "$dir/verdict" "$dir/../not-ready"' EXIT
        other=$(look ports | sed 1q)
        [ -z "$other" ] || fail 'wrong port' "it listens on port $port" \
            "it listens on port $other" plain
        fail 'not ready' "it listens on port $port" \
            'nothing listens there' plain
    fi
    settle
    soon 0 alive +
    base=$lines size=$count
}

# end_server: kill the server, and all that it has started
end_server() {
    [ -n "$keeper" ] || return 0
    [ -z "${V:-}" ] ||
        show "\$ kill -KILL $(look alive | paste -s -d ' ' -)"
    exec 3>&-
    wait "$keeper"
    keeper=
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

# new: the pids of the processes that it had not when it started
new() {
    # shellcheck disable=SC2086  # a word for each pid
    ! soon 0 alive 0 $base || return
    echo "$lines"
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
    [ "$stat" = T ]
}

# --- its clients -----------------------------------------------------------

# ask COMMAND...: a command for the peer; true if its $answer is ok
ask() {
    if [ -z "$peer" ]; then
        tests/grade/peer 127.0.0.1 "$port" <"$dir/ask" >"$dir/answer" \
            3>&- 6>&- &
        peer=$!
        exec 4>"$dir/ask" 5<"$dir/answer"
        show "\$ tests/grade/peer 127.0.0.1 $port"
    fi
    printf '%s\n' "$*" >&4
    IFS= read -r answer <&5 || answer='no peer'
    show "> $*"
    show "$answer"
    [ "$answer" = ok ]
}

# try EXPECTED COMMAND...: ask, and fail if the answer is not ok
try() {
    expected=$1
    shift
    ask "$@" || fail "${answer%%:*}" "$expected" "$answer"
}

# served A: connect a client, and it gets its echo
served() {
    try "client $1 connects" open "$1"
    try "client $1 gets its echo" echo "$1" "hello from client $1"
}

# still_serves: a new client gets its echo, and one more when all is calm
still_serves() {
    settle
    served 199
    settle
    try 'the server still answers' echo 199 again
}

# need_child: skip the lesson if no process was started for a client
need_child() {
    kids=$(new)
    [ -n "$kids" ] || cannot 'it starts no process for a client'
}

# totals: the descriptors of all its processes are $descriptors, and their CPU
# time is $ticks, in hundredths of a second
totals() {
    descriptors=0 ticks=0
    # shellcheck disable=SC2086  # five words for each process
    set -- $lines
    while [ $# -ge 5 ]; do
        ticks=$((ticks + $3)) descriptors=$((descriptors + $4))
        shift 5
    done
}

# no_spin WHY: for half a second or more, it neither ends nor uses much CPU time
no_spin() {
    expected="it waits: $1"
    soon 0 all +
    totals
    ticks_before=$ticks used=0 taken=0
    now
    begun=$now
    # After half a second it may have used 2 ticks; 10 are too many.
    while [ "$taken" -lt 200 ] && [ "$used" -lt 10 ] &&
        { [ "$taken" -lt 50 ] || [ "$used" -gt 2 ]; }; do
        soon 13 all never
        totals
        now
        used=$((ticks - ticks_before)) taken=$((now - begun))
        [ -n "$lines" ] || break
    done
    listening || fail 'it ended' "$expected" 'it does not listen'
    [ "$used" -lt 10 ] || fail 'it spins' "$expected" \
        "CPU time: $used of $taken hundredths of a second"
}

# end_together N: N children end while the server is stopped; one signal is then
# pending. No zombie may be left.
end_together() {
    served 1
    need_child
    try "$1 clients are served" join "2-$1" hello
    settle
    # shellcheck disable=SC2086  # a word for each pid
    signal STOP $base
    ask close "1-$1"
    # shellcheck disable=SC2086
    soon 200 alive 0 $base ||
        fail 'they stay' 'all children end' "$count still run"
    # shellcheck disable=SC2086
    signal CONT $base
    served 199
    soon 150 zombies 0 ||
        fail "$count left" 'no zombie' "$count zombies after $1 clients"
}

# --- the other way round: the client is graded -----------------------------

# client FILE: the peer listens; run the client with FILE as its input
client() {
    [ -n "$port" ] || choose_port
    try 'the peer listens' listen
    run -i "$1"
    try 'the client connects' accept 1
}

# keyboard: run the client; `type_line` types a line
keyboard() {
    mkfifo "$dir/keyboard"
    exec 6<>"$dir/keyboard"
    client "$dir/keyboard"
}
type_line() {
    show "(a line is typed: $1)"
    printf '%s\n' "$1" >&6
}

# over: true if the client has ended
over() {
    [ -s "$dir/why" ] || [ -s "$dir/end" ]
}
ends() {
    soon 200 all 0 || over || fail 'it goes on' "$1" 'it still runs after 2 s'
}

# all_back FILE COMMAND: the peer echoes with that command; the client prints
# what is in FILE
all_back() {
    client "$1"
    ask "$2" 1
    ask close 1
    ends 'it ends after its input'
    wrong=$(cmp "$1" "$dir/out" 2>&1 | sed "s|$dir/||g; s|cmp: ||")
    [ -z "$wrong" ] || fail 'it differs' 'all of its input comes back' "$wrong"
}

# shellcheck source=/dev/null
. "$1"
[ ! -s "$dir/why" ] || fail '' 'it keeps within bounds' ''
verdict ok
