# shellcheck shell=sh disable=SC2034,SC2154
# wire.sh: more words, for the labs of ch05/wire; sourced after lib.sh.

WAIT=80                         # longer than the patience of `wait`, 70 s
trap 'end_cable; cleanup' EXIT

# At its end, a program with the sanitizers would look for leaks from a child,
# and wire would show that child. valgrind looks for leaks, too.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"

# end_cable: end it with SIGTERM, so that it ends its own processes
end_cable() {
    kill -TERM "${cable_pid:-}" 2>/dev/null && wait "$cable_pid"
    cable_pid=
} 2>/dev/null

# lacks_wire: prints why the system refuses the hosts of wire; without wire, why
# it refuses those of netns.sh
lacks_wire() {
    if [ ! -x ch05/wire/wire ] || [ ! -x ch05/client-v1 ]; then
        lacks_hosts
        return
    fi
    ch05/wire/wire </dev/null 2>&1 >"$tmp/need.out" |
        sed -n 's/^wire: no hosts: //p'
}

# cable SERVER CLIENT: the commands on stdin, run by ch05/wire/wire. What it
# prints is in $tmp/cable.out, its exit status in $status.
#
# A comment "# ask" stands before the decisive command: there the function
# question of the lab asks the class. No kernel waits for a class, so at first
# only the commands before it run. After the prediction, all run on new hosts.
# There the class also guesses the next segment, and wire says if it is right.
guess=''
cable() {
    cat >"$tmp/commands"
    if grep -q '^# ask$' "$tmp/commands"; then
        in_class first_part "$@"
        ask_more=guess_next
        question
        ask_more=
        in_class tell 'We do the same on new hosts. This comes next:'
    fi
    run_cable "$tmp/commands" "$@"
}

# guess_next: read the guess of the class; the command for it replaces "# ask"
guess_next() {
    type_one 'The next segment? As in: server ACK data (Enter passes, q ends): '
    guess=$typed
    [ -n "$guess" ] || return 0
    {
        sed '/^# ask$/,$d' "$tmp/commands"
        printf 'guess %s\n' "$guess"
        sed '1,/^# ask$/d' "$tmp/commands"
    } >"$tmp/guessed"
    mv "$tmp/guessed" "$tmp/commands"
}

# cable_of COMMANDS SERVER CLIENT: the same; COMMANDS is a format for printf
cable_of() {
    # shellcheck disable=SC2059
    printf "$1" >"$tmp/commands"
    shift
    run_cable "$tmp/commands" "$@"
}

# run_cable FILE SERVER CLIENT: run the commands in FILE. $story is then what is
# in $tmp/cable.out: each line with single spaces, P for a pid or port, without
# the title and, if they are as in the lab handshake, without the five lines of
# the opening, which $opening has. $whole_story has these, too. Neither has the
# guess of a class.
run_cable() {
    input=$1
    shift
    launch cable ch05/wire/wire "$@"
    cable_pid=$pid
    wait_end "$pid"
    cable_pid=
    story=$(sed 1,2d "$tmp/cable.out" | as_story)
    [ -z "$guess" ] ||
        story=$(story | sed '/^guess /d; /? Say client/d; /s were right$/d')
    whole_story=$story
    case $story in
        "$opening") story='' ;;
        "$opening$newline"*) story=${story#"$opening$newline"} ;;
    esac
    [ -z "${PICTURE:-}" ] || make_picture
}
opening='1 SYN_SENT --- SYN seq 0 --> LISTEN
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
3 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED'

# make_picture: make $PICTURE.svg of this run; $PICTURE-2.svg of the next one
pictures=1
make_picture() {
    picture=$PICTURE.svg
    [ $pictures -eq 1 ] || picture=$PICTURE-$pictures.svg
    sh ch05/wire/svg.sh <"$tmp/cable.out" >"$picture"
    pictures=$((pictures + 1))
}

# as_story: prints the lines of stdin with single spaces, P for a pid or port
as_story() {
    sed -E -e 's/  */ /g; s/^ //; s/ $//' \
        -e 's/(child|server|client|zombie|port) [0-9]+/\1 P/g'
}

# first_part SERVER CLIENT: run what comes before "# ask", and show how it ends.
# show_cable leaves out those lines later: they are the first $shown.
shown=2
first_part() {
    sed '/^# ask$/q' "$tmp/commands" >"$tmp/first"
    run_cable "$tmp/first" "$@"
    check 'before the question: exit status' 0 "$status"
    shown=$(grep -vc 'is still on the cable$' "$tmp/cable.out")
    tell "$(sed 1q "$tmp/cable.out")"
    [ "$shown" -le 18 ] || tell '     ...'
    tell "$(sed 1,2d "$tmp/cable.out" | tail -n 16)"
}

# story: prints $story
story() {
    printf '%s\n' "$story"
}

# states: the states that the story shows for the two sides, a line each, in
# order: "CLIENT SERVER"
states() {
    sed 's/ *[0-9]*\.[0-9][0-9]$//' "$tmp/cable.out" | awk '
        NR > 2 && $1 ~ /^[0-9]+$/ && NF > 4 { line = $2 " " $NF }
        $1 ~ /^[A-Z_]+[12D]*$/ && $2 ~ /^[A-Z_]+[12]*$/ { line = $1 " " $2 }
        line != "" && line != last { print line; last = line }'
}

# show_cable: show what the cable has printed, without what the server prints
# about a child: a line of wire says that, too
show_cable() {
    [ -z "$DEMO" ] || sed "2,${shown}d
        / prints: child .* terminated\$/d" "$tmp/cable.out" | collect
}

# show_in_order: the same without the lines "N arrives"
show_in_order() {
    [ -z "$DEMO" ] || sed "2,${shown}d; / arrives\$/d
        / prints: child .* terminated\$/d" "$tmp/cable.out" | collect
}
