# shellcheck shell=sh disable=SC2154,SC2034
# lesson.sh FILE FOLDER: run one lesson with one server. It prints its verdict:
# "ok", "skip" or "FAIL"; then, each on its line, what is said in a few words,
# what was expected, what was seen, and a sentence that explains it. Without one
# the lesson's is said; with a + it replaces that. These are the words of a
# lesson. All waits are bounded; tests/grade/guard ends what the lesson leaves.

dir=$2 lesson=${1##*-}
. tests/sh/nap.sh
. tests/sh/probe.sh
trap '' PIPE
exec 9>&1 >"$dir/log" 2>&1
mkfifo "$dir/keep" "$dir/ask" "$dir/answer" || exit
peer='' keeper='' port=${PORT:-} bound=${BOUND:-5}
gone_is_right='' keep_time_wait='' first_look='' base=''

# now: the time in hundredths of a second is in $now
now() {
    read -r up _ </proc/uptime
    now=${up%.*}${up#*.}
}
now
lesson_end=$((now + bound * 100 - 50))

# scale TIME: TIME is for BOUND=5; what it is for this one is in $time, but not
# more than is left of the lesson
scale() {
    now
    time=$(($1 * bound / 5))
    [ $((now + time)) -lt "$lesson_end" ] || time=$((lesson_end - now))
    [ "$time" -gt 0 ] || time=0
}

# within TIME COMMAND...: true if COMMAND is true in TIME hundredths of a second
# from now, and before the lesson ends
within() {
    scale "$1"
    time_end=$((now + time))
    shift
    looks=0
    until "$@"; do
        now
        [ "$now" -lt "$time_end" ] || return 1
        [ $((looks += 1)) -lt 4 ] || nap 0.02
    done
}

# late: true if the time of the lesson is over
late() {
    now
    [ "$now" -ge "$lesson_end" ]
}

# fact NAME: true if that is in $FACTS, which the first look has found
fact() {
    case " ${FACTS:-} " in *" $1 "*) ;; *) return 1 ;; esac
}
slow=                           # an echo takes so long, in 1/100 s
case ${FACTS:-} in *slow=*) slow=${FACTS#*slow=} slow=${slow%% *} ;; esac

# slowly: true if each echo takes its time: then the lesson asks for fewer
slowly() {
    [ "${slow:-0}" -ge 20 ]
}

# show COMMAND: for V=1, a line of what the lesson does
show() {
    [ -z "${V:-}" ] || printf '%s\n' "$1" >>"$dir/trace"
}

# --- the verdict -----------------------------------------------------------

newline='
'
verdict() {
    lines=
    for text; do
        case $text in
            *"$newline"*) text=$(printf '%s' "$text" | tr '\n' ' ') ;;
        esac
        lines=$lines$text$newline
    done
    printf '%s' "$lines" >&9
    exit
}

plain='This is before the question of the lesson.'

# fail WORDS EXPECTED SEEN [SENTENCE]: the lesson is not learnt. SENTENCE is
# said instead of the lesson's own. If the server has ended, that comes first.
fail() {
    words=$1 expected=$2 seen=$3 sentence=$4
    keeper_lives || attacked "$how"
    if [ -s "$dir/why" ]; then
        words=$(sed 's/:.*//' "$dir/why") seen=$(sed 's/.*: //' "$dir/why")
        sentence=plain
    elif [ -z "$CLIENT$gone_is_right" ] && [ -n "$keeper" ] && ! listening; then
        if [ -s "$dir/end" ]; then
            words='it ended' seen=$(how_ended)
        elif [ -n "$base" ]; then
            words='no listener' seen='it does not listen any more'
        elif late; then
            words='time over'
        fi
        last_words=$(last_words)
        seen="$seen${last_words:+, \"$last_words\"}"
        case $lesson$last_words in [!e]*nterrupted*)
            sentence='A signal interrupts a system call: make class LAB=eintr.'
        esac
    elif [ -z "$first_look" ] && late; then
        ! slowly || cannot "after $bound s the time was over: each echo is slow"
        words='time over'
        seen="after $bound s the time was over; until then: ${seen#time over: }"
        sentence='BOUND=20 gives it more time.'
    fi
    verdict FAIL "$words" "$expected" "$seen" "$sentence"
}

# attacked HOW: the server has done that to the keeper
attacked() {
    verdict FAIL "keeper $1" 'the server leaves the grader alone' \
        "$1: the process of the grader that keeps it" plain
}

# keeper_lives: false if the keeper was killed, stopped or traced: $how
keeper_lives() {
    [ -n "$keeper" ] || return 0
    state "$keeper" >/dev/null
    case $stat in
        T) how=stopped ;;
        t) how=traced ;;
        '' | [XZ]) how=killed ;;
        *) return 0 ;;
    esac
    return 1
}

# how_ended: prints that, such as "killed by signal 13 (SIGPIPE)"
how_ended() {
    read -r ended <"$dir/end"
    case $ended in
        *signal*) echo "$ended (SIG$(kill -l "${ended##* }" 2>/dev/null))" ;;
        *) echo "$ended" ;;
    esac
}

# last_words: prints its last line on stderr, or else on stdout
last_words() {
    for file in err out; do
        tail -c 500 "$dir/$file" | grep . | tail -n 1 | cut -c 1-70
        [ ! -s "$dir/$file" ] || return
    done
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
    for again in 1 2 3 4; do
        [ -z "$(look "$port")" ] || return 0
    done
    soon 20 "$port" +
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
    tests/grade/keeper "$@" "$dir" sh -c "$command" \
        <"$dir/keep" 3>&- 4>&- 5>&- 6>&- 9>&- &
    keeper=$!
    exec 3>"$dir/keep"
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
    try_start "$@" || fail 'not ready' "it listens on port $port" \
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

# change_limits WHAT [PID NUMBER]...: the limits before are in $limits
change_limits() {
    show "\$ tests/grade/limit $*"
    limits=$(tests/grade/limit "$@") || cannot 'the limit cannot be changed'
}

# --- its clients -----------------------------------------------------------

# ask COMMAND...: a command for the peer; true if its $answer is ok
ask() {
    if [ -z "$peer" ]; then
        scale 100000
        tests/grade/peer -e "${echo:-same}" -s $((1000 + 200 * bound)) \
            -t $((time * 10)) 127.0.0.1 "$port" \
            <"$dir/ask" >"$dir/answer" 3>&- 6>&- 9>&- &
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

# need EXPECTED COMMAND...: the same before the question of the lesson, which is
# skipped if its time is over
need() {
    expected=$1
    shift
    ask "$@" && return
    ! late || cannot "after $bound s the time was over: ${answer#time over: }"
    fail "${answer%%:*}" "$expected" "$answer" "$plain"
}

# served A: connect a client, and it gets its echo
served() {
    need "client $1 connects" open "$1"
    need "client $1 gets its echo" echo "$1" "hello from client $1"
}

# need_many: skip the lesson if the server serves one client at a time
need_many() {
    ! fact one=yes ||
        cannot 'it serves one client at a time: see the lesson five-clients'
}

# served_too A: the same while others are connected. Without an echo, the server
# serves one client at a time, and the lesson is skipped.
served_too() {
    need_many
    need "client $1 connects" open "$1"
    ask echo "$1" "hello from client $1" && return
    listening && case $answer in no\ echo* | time\ over*)
        cannot 'it serves one client at a time: see the lesson five-clients'
    esac
    fail "${answer%%:*}" "client $1 gets its echo" "$answer" "$plain"
}

# still_serves: a new client gets its echo, and one more when all is calm
still_serves() {
    settle
    try 'a new client connects' open 199
    try 'a new client gets its echo' echo 199 hello
    settle
    try 'the server still answers' echo 199 again
}

# need_bytes: skip the lesson if its echo differs anyway
need_bytes() {
    [ "${echo:-same}" != any ] || cannot 'its echo differs: see the first look'
}

# need_child: skip the lesson if no process was started for a client
need_child() {
    kids=$(new)
    [ -n "$kids" ] || cannot 'it starts no process for a client'
}

# handles: true if a process that listens has a handler for SIGCHLD. If there
# are many of them, the first ones come first.
handles() {
    for pid in $(look "$port" | sed 3q); do
        [ "$(signal_in SigCgt "$pid" CHLD)" != 1 ] || return 0
    done
    return 1
}

# no_zombie TIME WHEN: fail if there are zombies after TIME
no_zombie() {
    ! soon "$1" zombies 0 || return 0
    sentence=
    handles || sentence='+No process waits for them: SIGCHLD has no handler.'
    soon 0 zombies 0
    fail "$count left" 'no zombie' "$count zombies after $2" "$sentence"
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

# spins: true if it uses CPU time for half a second or more, without a moment
# when nothing runs; $used and $taken are in hundredths of a second
spins() {
    soon 0 all +
    totals
    ticks_before=$ticks used=0 taken=0 quiet=
    now
    begun=$now
    # It may print something first. Then there is a time when nothing runs.
    while [ "$taken" -lt 200 ] && ! late &&
        { [ "$taken" -lt 50 ] || { [ "$used" -gt 2 ] &&
            [ -z "$quiet" ]; }; }; do
        last=$ticks quiet=
        soon 13 all never
        totals
        now
        used=$((ticks - ticks_before)) taken=$((now - begun))
        case $((ticks - last))$lines in 0*' R '*) ;; 0*) quiet=yes ;; esac
        [ -n "$lines" ] || break
    done
    [ "$used" -ge 10 ] && [ -z "$quiet" ]
}

# no_spin WHY: for half a second or more, it neither ends nor uses much CPU time
no_spin() {
    ! fact spins=yes || cannot 'it uses CPU time anyway: see the first look'
    ! spins || fail 'it spins' "it waits: $1" \
        "CPU time: $used of $taken hundredths of a second"
    listening || fail 'it ended' "it waits: $1" 'it does not listen'
}

# end_together N: N children end while the server is stopped; one signal is then
# pending. No zombie may be left.
end_together() {
    need_many
    served 1
    need_child
    need "$1 clients are served" crowd "2-$1" hello
    settle
    # shellcheck disable=SC2086  # a word for each pid
    freeze $base
    ask close "1-$1"
    need_end 200
    # shellcheck disable=SC2086
    signal CONT $base
    try 'a new client connects' open 199
    try 'a new client gets its echo' echo 199 hello
    no_zombie 150 "$1 clients"
}

# --- the other way round: the client is graded -----------------------------

# accepted: true if the client connects. A busy machine may need some time to
# start it.
accepted() {
    for attempt in 1 2 3; do
        ! ask accept 1 || return 0
        ! over || return 1
    done
    return 1
}

# client FILE: the peer listens; run the client with FILE as its input
client() {
    [ -n "$port" ] || choose_port
    need 'the peer listens' listen
    run -i "$1"
    accepted || fail "${answer%%:*}" 'the client connects' "$answer" "$plain"
}

# keyboard: run the client; `type_line` types a line
keyboard() {
    mkfifo "$dir/keyboard"
    exec 6<>"$dir/keyboard"
    client "$dir/keyboard"
}
type_line() {
    show "(a line is typed: $1)"
    printf '%b\n' "$1" >&6
}

# over: true if the client has ended
over() {
    [ -s "$dir/why" ] || [ -s "$dir/end" ]
}
ends() {
    soon 200 all 0 || over || fail 'it goes on' "$1" \
        "it still runs after $((time / 100)) s"
}

# all_back FILE COMMAND: the peer echoes with that command; the client prints
# what is in FILE
all_back() {
    client "$1"
    ask "$2" 1 "$(wc -c <"$1" | tr -d ' ')" || case $answer$lesson in
        too\ much*batch.sh) fail 'it goes on' 'it stops at the end of stdin' \
            "$answer" '+At the end of stdin fgets returns NULL, and read 0.' ;;
        too\ much*)
            cannot 'it goes on after the end of stdin: see the lesson batch' ;;
        *) fail "${answer%%:*}" 'it sends its input, and ends' "$answer" ;;
    esac
    ask close 1
    ends 'it ends after its input'
    wrong=$(cmp "$1" "$dir/out" 2>&1 |
        sed "s|$dir/||g; s|cmp: ||; s|in out differ|they differ|")
    [ -n "$wrong" ] || return 0
    if fact prints=more; then
        [ -n "$(cat "$dir/out")" ] || fail 'it differs' 'the echo' nothing
        has_lines "$1" "$dir/out" || fail 'it differs' \
            'each line of its input is in its output' "$wrong"
        return 0
    fi
    fail 'it differs' 'stdout has all of its input, and nothing else' "$wrong"
}

# has_lines WANTED FILE: true if the file has these lines, in order, perhaps
# with more text around them
has_lines() {
    tr -d '\000' <"$1" >"$dir/wanted"
    tr -d '\000' <"$2" | awk -v wanted="$dir/wanted" '
        { text = text $0 "\n" }
        END {
            while ((getline line <wanted) > 0) {
                at = index(text, line)
                if (at == 0)
                    exit 1
                text = substr(text, at + length(line))
            }
        }'
}

# shellcheck source=/dev/null
. "$1"
[ ! -s "$dir/why" ] || fail '' 'it keeps within bounds' ''
stop_server
[ ! -s "$dir/why" ] || fail '' 'it keeps within bounds' ''
verdict ok "${facts:-}"
