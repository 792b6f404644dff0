#!/bin/sh
# test: random conversations with each server: all echoes right, nothing left
# last
#
# Eight clients at once send random pieces, close, send a FIN early, leave or
# reset; tests/fuzz/fuzz compares what comes back with a model. SEED=7 repeats
# the conversations of seed 7. FUZZ=60 goes on for 60 seconds, with new seeds.

. "$(dirname "$0")/../sh/lib.sh"
WAIT=30                         # seconds: a busy machine is not a fault
count=100                       # conversations with each server
seed=${SEED:-$(($(date +%s) % 1000000))}
seconds=${FUZZ:-0}
for number in "$seed" "$seconds"; do
    case $number in
        '' | *[!0-9]* | 0?* | ???????*)
            die "SEED or FUZZ is not a number of up to 6 digits: '$number'" ;;
    esac
done
fuzz_end=$(($(date +%s) + seconds))

# descriptors: how many the server has open; empty where nothing shows them
descriptors() {
    [ "$PROBE" = proc ] && [ -r "/proc/$server/fd" ] || return
    set -- "/proc/$server/fd"/*
    echo $#
}

# ended: how many of the server's children have ended, reaped or zombies
ended() {
    echo $(($(count_lines "$tmp/$name.out" '^child [0-9]* terminated') +
        $(count_zombies "$server")))
}

# converse PATIENCE [upper]: random conversations with the server; the exit
# status is in $status
converse() {
    launch fuzz tests/fuzz/fuzz 127.0.0.1 "$port" "$seed" "$count" "$@"
    wait "$pid"                 # it ends when the server is silent
    status=$?
}

# fuzz ZOMBIES PROGRAM [upper]: random conversations with a server of ch05 that
# leaves so many zombies: all, some or none
fuzz() {
    name=${2##*/} zombies=$1
    what="seed $seed, $name"
    try="SEED=$seed make test T=fuzz"
    start_server "$name" "ch05/$2" 127.0.0.1 0
    before=$(descriptors)
    converse 30 ${3:+"$3"}
    if ! check "$what: every echo is right" 'exit status 0' \
        "exit status $status$(sed 's/^/, /' "$tmp/fuzz.err")"; then
        kill_process "$server"
        return
    fi
    # Elsewhere a client that sends a RST before accept may have no child.
    ! have linux 'a child for each client' ||
        check_wait "$what: a child for each client, and it has ended" \
            "$count" ended
    check_wait "$what: no child is left" 0 count_children "$server"
    case $zombies in
        some) check_range "$what: zombies" 0 $((count - 1)) \
            "$(count_zombies "$server")" ;;
        all) check "$what: zombies" "$count" "$(count_zombies "$server")" ;;
        none) check_wait "$what: zombies" 0 count_zombies "$server" ;;
    esac
    ! have proc 'open descriptors of the servers' ||
        check_wait "$what: open descriptors" "$before" descriptors
    check "$what: messages other than those of a reset" '' \
        "$(grep -vxF "$name: read: $(reason ECONNRESET)
$name: write: $(reason EPROTOTYPE)
$name: write: $(reason ECONNRESET)
$name: write: $(reason EPIPE)" "$tmp/$name.err")"
    [ -z "$3" ] || check "$what: children that a signal has killed" '' \
        "$(grep 'terminated, signal' "$tmp/$name.out")"
    upper=${3:+ARE YOU THERE?}
    hold 3 new ch05/client-v1 127.0.0.1 "$port"
    type_line 3 'are you there?'
    check_wait "$what: it serves one more client" \
        "${upper:-are you there?}" cat "$tmp/new.out"
    end_conversation 3
}

# caught PROGRAM WHAT: this server has a flaw, and the conversations find it
caught() {
    start_server bad "$1" 127.0.0.1 0
    before=$(descriptors)
    converse 1
    check "a server that $2: found" '1 1' \
        "$status $(count_lines "$tmp/fuzz.err" '^fuzz: conversation [0-9]* ')"
}

while :; do
    # Elsewhere accept fails if its client has sent a RST, and both exit.
    if have linux 'server-v1 and server-v2'; then
        fuzz all server-v1
        fuzz some server-v2
    fi
    fuzz none server-v3
    fuzz none data/upper-server upper
    [ "$(date +%s)" -lt "$fuzz_end" ] || break
    seed=$(((seed + 1) % 1000000))
done

# The same conversations each time. One of them receives the echo of 314,528
# bytes; tests/bad/fork loses the one after the first 100,000.
seed=5
try='tests/fuzz/fuzz.t'
for flaw in 'lose loses a byte' 'nul stops at a NUL' 'add adds a byte' \
    'slow-fin closes at a FIN, without the echo that is due'; do
    FLAW=${flaw%% *}
    export FLAW
    caught tests/bad/fork "${flaw#* }"
    kill_process "$server"
done
caught ch05/fail/fd-leak 'leaks a descriptor for each client'
[ -z "$before" ] || check 'its open descriptors: more than before' yes \
    "$([ "$(descriptors)" -gt "$before" ] && echo yes)"
kill_process "$server"
finish_tests
