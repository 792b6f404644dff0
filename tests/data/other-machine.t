#!/bin/sh
# lab: raw structures, bytes and text between real machines
# class: 4 minutes
# title: raw structures, bytes and text
# unp: 5.18
# keep: Structures are right only between machines of the same kind; a fixed
#   layout and text are right everywhere.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/make.sh
need exec 'programs in the folder for temporary files'

# build MACHINE: build the sum programs for that machine in $tmp/MACHINE. The
# machine is then in $machines, and its emulator in $qemu_MACHINE.
build() {
    machine=$1 compiler=$1-linux-gnu-gcc
    mkdir -p "$tmp/$1/lib" "$tmp/$1/ch05/data"
    cp Makefile unp.h "$tmp/$1"
    cp lib/*.[ch] "$tmp/$1/lib"
    cp ch05/data/*.[ch] "$tmp/$1/ch05/data"
    # Options of the make that runs this test are not for this compiler.
    for way in raw portable text; do
        set -- "$@" "ch05/data/sum-$way-client" "ch05/data/sum-$way-server"
    done
    shift
    (
        cd "$tmp/$machine" &&
            MAKEFLAGS='' "$make" -s SYSTEM=Linux CC="$compiler" STATIC=1 \
                SAN='' CFLAGS=-O0 CPPFLAGS='' LDFLAGS='' "$@"
    ) >"$tmp/build.err" 2>&1 || die "make CC=$compiler builds the programs"
    eval "qemu_$machine=$(emulator_of "$machine")"
    machines="$machines $machine"
}

# use MACHINE: its programs are in the folder $folder, and start with $emulator
use() {
    folder=$tmp/$1/ch05/data emulator=''
    if [ "$1" = here ]; then
        folder=ch05/data
    else
        eval "emulator=\$qemu_$1"
    fi
}

# kind MACHINE: prints the byte order and the size of long of its programs, from
# their ELF header: byte 4 is 1 for 32 bits; byte 5 is 1 for little-endian
kind() {
    use "$1"
    od -An -v -t u1 -j 4 -N 2 "$folder/sum-raw-client" | awk '{
        print ($2 == 1 ? "little" : "big") "-endian, and its long has",
            4 * $1, "bytes"
    }'
}

# serve_on MACHINE WAY: start sum-WAY-server on that machine
serve_on() {
    way=$2
    use "$1"
    # shellcheck disable=SC2086  # one word, or none
    start_server "$way" $emulator "$folder/sum-$way-server" 127.0.0.1 0
}

# ask_from MACHINE: its client sends 1 + 2, then 200 + 100; both sums are in
# $answer
ask_from() {
    use "$1"
    printf '1 2\n200 100\n' >"$tmp/questions"
    input=$tmp/questions
    # shellcheck disable=SC2086  # one word, or none
    launch client $emulator "$folder/sum-$way-client" 127.0.0.1 "$port"
    wait_end "$pid"
    answer="$(paste -s -d ' ' "$tmp/client.out")"
    [ "$status" = 0 ] || answer="$answer exit $status"
}

# no_answer MACHINE: its client sends 1 + 2, and the server's child waits for
# more. $answer says so.
no_answer() {
    use "$1"
    wait_for 0 count_children "$server"
    # shellcheck disable=SC2086  # one word, or none
    hold 3 client $emulator "$folder/sum-$way-client" 127.0.0.1 "$port"
    client=$pid
    wait_for 1 count_children "$server"
    kid=$(children "$server")
    mine=$(client_port "$port")
    stop "$kid"
    type_line 3 '1 2'
    check_wait "$way, $1 to here: the client sends 8 bytes" 'ESTABLISHED 8' \
        one_end "$port" server "$mine"
    kill -CONT "$kid"
    check_wait "$way, $1 to here: the child has read them, and sleeps" \
        'ESTABLISHED 0 S' reading
    check_wait "$way, $1 to here: the client sleeps" S state "$client"
    answer=$(cat "$tmp/client.out")
    kill_process "$client"
    hang_up 3
    wait_for 0 count_children "$server"
    check "$way, $1 to here: why there is no answer" \
        "sum-$way-server: connection ended after 8 of 16 bytes of a record" \
        "$(cat "$tmp/$way.err")"
    answer=${answer:-no answer}
}
reading() {
    echo "$(one_end "$port" server "$mine") $(state "$kid")"
}

# raw_sums CLIENT SERVER: prints what sum-raw should answer. An i686 server
# takes the 16 bytes of one question for two questions. The client reads both
# answers as one: ok and padding, then 1 for ok and the second sum.
raw_sums() {
    case "$1 $2" in
        'here here') echo 3 300 ;;
        'i686 here') echo no answer ;;
        'here i686') awk 'BEGIN {       # the shell may have only 32 bits
            printf "%.0f %.0f\n", 1 + 2 * 2 ^ 32, 1 + 100 * 2 ^ 32 }' ;;
        *) echo 3 44 ;;
    esac
}

# compare CLIENT SERVER: check each way of sending between these two; a row of
# the demo has the answers to 200 + 100
compare() {
    row=''
    for way in raw portable text; do
        want='3 300'
        if [ "$way" = raw ] && [ "$raw" = no ] && [ "$1 $2" != 'here here' ]
        then
            row="$row|not tried"
            continue
        fi
        [ "$way" != raw ] || want=$(raw_sums "$1" "$2")
        serve_on "$2" "$way"
        if [ "$want" = 'no answer' ]; then
            no_answer "$1"
        else
            ask_from "$1"
        fi
        check "$way, $1 to $2: 1 + 2 and 200 + 100" "$want" "$answer"
        [ "$answer" = 'no answer' ] || answer=${answer#* }
        row="$row|$answer"
        kill_process "$server"
    done
    [ -z "$DEMO" ] || echo "$1|$2$row" |
        awk -F '|' '{
            printf "    %-8s%-8s%-16s%-16s%s\n", $1, $2, $3, $4, $5
        }' | collect
}

machines='' raw=no
! have little-8 'raw structures, to and from other machines' || raw=yes
tell 'We build the programs for other machines. qemu-user runs them here.'
! have machine/s390x 'a real s390x' || build s390x
i686=
if have machine/i686 'a real i686'; then i686=yes; fi
if [ -z "$DEMO" ] && ! have long 'two other machines'; then i686=; fi
[ -z "$i686" ] || build i686
[ -n "$machines" ] || finish_tests
for machine in here $machines; do
    tell "    $(printf '%-8s%s' "$machine" "$(kind "$machine")")"
    case $machine in
        s390x) check 's390x' 'big-endian, and its long has 8 bytes' \
            "$(kind s390x)" ;;
        i686) check 'i686' 'little-endian, and its long has 4 bytes' \
            "$(kind i686)" ;;
    esac
done

# A class predicts what the first of the other machines gets.
other=${machines# }
other=${other%% *}
if [ "$raw" = yes ]; then
    ask "A client on $other asks sum-raw-server here for 200 + 100. What does it
        print?" \
        'How long is a long there, and which of its bytes comes first?' \
        '300|the sum' '44|a carry is lost' \
        'no answer|the server waits for more bytes'
fi
heading 'The client asks for 200 + 100:'
tell '    client  server  sum-raw         sum-portable    sum-text'
compare here here
for machine in $machines; do
    compare "$machine" here
    [ "$machine" != "$other" ] || first_row=${row#"|"}
    compare here "$machine"
done
bad 'The structure of sum-raw is right only between machines of the same kind.'
good 'The layout of sum-portable, and text, are right between any two machines.'
if [ "$raw" = yes ]; then
    answer "${first_row%%"|"*}" \
        'sum-raw sends a structure as it lies in memory. The order of the bytes
        and the size of long differ, so the other machine reads other numbers,
        or waits for bytes that never come. No program notices.' \
        'ch05/data/README.md'
fi
finish_tests
