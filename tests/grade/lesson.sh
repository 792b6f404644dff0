# shellcheck shell=sh disable=SC2154,SC2034
# lesson.sh FILE FOLDER: run one lesson with one server. The verdict is in
# FOLDER/verdict: "ok", "skip" or "FAIL"; then, each on its line, what is said
# in a few words, what was expected, and what was seen. These are the words of
# a lesson; all waits are bounded, and the server cannot outlive the lesson.

dir=$2
. tests/sh/nap.sh
. tests/sh/probe.sh
trap '' PIPE
trap 'stop_server; rm -f "$dir/keep" "$dir/ask" "$dir/answer"' EXIT
trap 'exit 1' INT TERM HUP
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
        nap
        [ $((looks += 1)) -lt 10 ] || sleep 0.1 2>/dev/null
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

# look WHAT: what tests/grade/look says about what runs below the keeper
look() {
    [ -z "$keeper" ] || tests/grade/look "$keeper" "$1"
}
# count WHAT: how many lines that is; it is in $count
count() {
    # shellcheck disable=SC2046  # a word for each line
    set -- $(look "$1")
    count=$#
}
listening() {
    count "$port"
    [ "$count" -gt 0 ]
}
running() {                     # running N: N processes run
    count alive
    [ "$count" -eq "$1" ]
}
zombies() {                     # zombies N: there are N zombies
    count zombies
    [ "$count" -eq "$1" ]
}

# calm: true if nothing runs, and the processes are those of the last look
calm() {
    before=$seen
    seen=$(look all)
    case $seen in *R* | *D*) return 1 ;; esac
    [ "$seen" = "$before" ]
}
settle() {
    seen=
    within 100 calm
}

# unused: true if no socket has the port
unused() {
    [ -z "$(sockets "$port")" ]
}
choose_port() {
    [ -z "${PORT:-}" ] || return 0
    port=$((20000 + $$ % 12000))
    until unused; do
        port=$((20000 + (port + 37) % 12000))
    done
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
    rm -f "$dir/keep" "$dir/why"
    mkfifo "$dir/keep"
    tests/grade/keeper "$@" "$dir" sh -c "$command" \
        <"$dir/keep" 3>&- 4>&- 5>&- 6>&- &
    keeper=$!
    exec 3>"$dir/keep"
}

# up: true if the server listens, or will not
up() {
    listening || { [ -s "$dir/end" ] && running 0; } || [ -s "$dir/why" ]
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
    base=$(look alive)
    count alive
    size=$count
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
    rm -f "$dir/ask" "$dir/answer"
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
    look alive | grep -vxF "$base"
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
    [ "$(state "$1")" = T ]
}

# --- its clients -----------------------------------------------------------

# ask COMMAND...: a command for the peer; true if its $answer is ok
ask() {
    if [ -z "$peer" ]; then
        mkfifo "$dir/ask" "$dir/answer"
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

# no_child: true if no process for a client still runs
no_child() {
    [ -z "$(new)" ]
}

# ticks: the CPU time of all its processes is in $ticks, in hundredths
ticks() {
    ticks=0
    for field in $(look all | cut -d ' ' -f 3); do
        ticks=$((ticks + field))
    done
}

# calm_or_spins: true if it is clear how much CPU time the server uses
calm_or_spins() {
    now
    ticks
    used=$((ticks - ticks_before)) time=$((now - begun))
    listening || fail 'it ended' "$expected" 'it does not listen'
    [ "$used" -lt 10 ] || return 0
    [ "$time" -ge 50 ] && [ "$used" -le 2 ]
}

# no_spin WHY: for half a second or more, it neither ends nor uses much CPU time
no_spin() {
    expected="it waits: $1"
    ticks
    ticks_before=$ticks
    now
    begun=$now
    within 200 calm_or_spins
    [ "$used" -lt 10 ] || fail 'it spins' "$expected" \
        "CPU time: $used of $time hundredths of a second"
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
    within 200 no_child ||
        fail 'they stay' 'all children end' "$(new | grep -c .) still run"
    # shellcheck disable=SC2086
    signal CONT $base
    served 199
    within 200 zombies 0 ||
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
    within 200 over || fail 'it goes on' "$1" 'it still runs after 2 s'
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
