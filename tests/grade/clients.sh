# shellcheck shell=sh disable=SC2154,SC2034
# clients.sh: the clients of the server, which are all in one peer, and what a
# lesson asks about the processes that serve them.

# ask COMMAND...: a command for the peer; true if its $answer is ok
ask() {
    if [ -z "$peer" ]; then
        scale 100000
        mkfifo "$dir/ask" "$dir/answer" || exit
        tests/grade/peer -e "${echo:-same}" -s $((1000 + 200 * bound)) \
            -t $((time * 10)) 127.0.0.1 "$port" \
            <"$dir/ask" >"$dir/answer" 3>&- 6>&- 9>&- &
        peer=$!
        exec 4>"$dir/ask" 5<"$dir/answer"
        rm "$dir/ask" "$dir/answer" # a server that finds them could answer
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

# toils: true if its CPU time for 520 lines on connection 1 can be measured: it
# moves single bytes, and millions of them would take too long
toils() {
    soon 0 all +
    totals
    ticks_before=$ticks
    ask put 1 49920
    need '520 lines come back' get 1 49920
    soon 0 all +
    totals
    [ $((ticks - ticks_before)) -ge 3 ]
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
    # shellcheck disable=SC2086  # a word for each pid
    ! soon 0 "$port" 0 $kids ||
        cannot 'the process that has accepted serves, and a child goes on'
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
    [ -z "$sentence" ] || [ "$count" -ge "${2% *}" ] ||
        sentence='+It waits too late, or SIGCHLD has no handler any more.'
    zombies="$count zombies"
    [ "$count" -ne 1 ] || zombies='1 zombie'
    fail "$count left" 'no zombie' "$zombies after $2" "$sentence"
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

# not_all N: not all of N clients are served: fail, unless one more is served
# when the first has left, because the server has a limit
not_all() {
    seen=$answer expected="$1 clients are served"
    ! late || cannot "after $bound s the time was over: ${seen#time over: }"
    kids=$(new)
    ask close 1
    # shellcheck disable=SC2086  # a word for each pid
    soon 100 alive + $base $kids || ask join 200 hello ||
        fail "${seen%%:*}" "$expected" "$seen" "$plain"
    ask close 200
    ask knock 1
}

# end_together N: N children end while the server is stopped; one signal is then
# pending. No zombie may be left, and the server must know that all have ended:
# then it serves as many clients as before.
end_together() {
    need_many
    served 1
    need_child
    ask crowd "2-$1" hello || not_all "$1"
    settle
    # shellcheck disable=SC2086  # a word for each pid
    soon 0 alive + $base
    number=$count
    # shellcheck disable=SC2086
    freeze $base
    ask close "1-$1"
    need_end 200
    # shellcheck disable=SC2086
    signal CONT $base
    try 'a new client connects' open 199
    try 'a new client gets its echo' echo 199 hello
    no_zombie 150 "$number clients"
    ! slowly || return 0
    ask close 199
    need_end 200
    ask gather "1-$1" hello
    # If something still runs, it takes its time to start them. A server with a
    # limit may just have closed one connection more.
    settle || return 0
    # shellcheck disable=SC2086
    soon 0 alive + $base
    [ "$count" -ge $((number * 3 / 4)) ] || late ||
        fail "$count served" "again there are $number children" \
            "there are $count" \
            '+It has not counted all the deaths: one signal, many children.'
}
