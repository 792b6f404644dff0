#!/bin/sh
# test: what one can take away from the wire: a capture, times, guesses, notes

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a capture, times and guesses'
v3=ch05/server-v3 v1=ch05/client-v1

# read_capture FILE: what is in it is in $tmp/read.out; the times are left out
read_capture() {
    input=$1
    launch read tests/tool/pcapng
    wait_end "$pid"
    check "${1##*/} is a capture" '0 ' "$status $(cat "$tmp/read.err")"
    packets=$(sed 's/^\(PACKET [01]\) [0-9]*/\1/' "$tmp/read.out")
}

began=$(date +%s)
cable_of 'set ip_default_ttl 7\n1\n2\n3\ntype odd\n4\n5\n6\nagain 4\n7
lose 8\nagain 3\nsave '"$tmp/a run.pcapng"'\nsave\nsave '"$tmp/none/x"'
' $v3 $v1
check 'save: what it says' "saved: open it in Wireshark; or type, after quit \
or in a second terminal:
tshark -r $tmp/a run.pcapng (or: tcpdump -r $tmp/a run.pcapng)
which file? as in: save run.pcapng
$tmp/none/x: No such file or directory" "$(story | sed -n '/saved/,/none/p')"
read_capture "$tmp/a run.pcapng"
check 'save: all segments, on the interface of their host' \
'INTERFACE client
INTERFACE server
PACKET 0 64 right segment 1: arrives
PACKET 1 7 right segment 2: arrives
PACKET 0 7 right segment 3: arrives
PACKET 0 7 right segment 4: arrives
PACKET 1 7 right segment 5: held, arrives after 6
PACKET 1 7 right segment 6: arrives
PACKET 0 7 right segment 7: held, arrives after 8
PACKET 0 7 right segment 8, your copy of 4: lost
PACKET 0 7 right segment 9, your copy of 3: still on the cable' \
    "$packets"
check 'save: the times of today, in order, in microseconds' yes "$(
    awk -v began="$began" '$1 == "PACKET" {
        if ($3 < last || $3 / 1e6 < began - 2 || $3 / 1e6 > began + 60)
            bad = 1
        last = $3
        if ($3 - 1e6 * int($3 / 1e6) > 999)
            exact = 1
    }
    END { print bad || !exact ? "no" : "yes" }' "$tmp/read.out")"
# read_with TOOL: does it read the capture?
read_with() {
    launch "$1" "$1" -n -r "$tmp/a run.pcapng"
    wait_end "$pid"
    check "$1 reads the capture" '0 9' "$status $(grep -c '> 192.0.2.' \
        "$tmp/$1.out")"
}
! have tcpdump 'tcpdump reads the capture' || read_with tcpdump
! have tshark 'tshark reads the capture' || read_with tshark

# Without a command: WIRE_SAVE. A file that cannot be written is said.
export WIRE_SAVE="$tmp/at-end"
cable_of 'run\n' $v3 $v1
check 'WIRE_SAVE: exit status' 0 "$status"
read_capture "$tmp/at-end"
check 'WIRE_SAVE: three segments' 3 "$(echo "$packets" | grep -c PACKET)"
WIRE_SAVE=$tmp/none/x
cable_of 'run\n' $v3 $v1
check 'WIRE_SAVE in a folder that is none' \
    "1 wire: $tmp/none/x: No such file or directory" \
    "$status $(cat "$tmp/cable.err")"
if [ -w /dev/full ]; then
    WIRE_SAVE=/dev/full
    cable_of 'run\n' $v3 $v1
    check 'WIRE_SAVE on a full disk' "1 wire: /dev/full: $(reason ENOSPC)" \
        "$status $(cat "$tmp/cable.err")"
fi
unset WIRE_SAVE
if have root 'the capture of sudo'; then
    chmod 777 "$tmp"
    export SUDO_UID=65534 SUDO_GID=65533
    cable_of "save $tmp/mine\nsave /unp-not-mine\n" $v3 $v1
    unset SUDO_UID SUDO_GID
    # shellcheck disable=SC2012  # one name, without a space
    check 'under sudo: whose file it is' '65534 65533' \
        "$(ls -ln "$tmp/mine" | awk '{ print $3, $4 }')"
    check 'under sudo: where the caller may not write' \
        "/unp-not-mine: Permission denied" "$(story | grep '^/unp')"
fi

# A column of seconds, on and off.
cable_of 'time\nlose\nwait\ntime\nlose\nwait\n' $v3 $v1
check 'time: what it says' 'the column of seconds is on
the column of seconds is off' "$(story | grep 'seconds')"
check 'time: which segments have one' '2' "$(story |
    sed -n 's/^\([0-9]*\) .* [A-Z_]* [0-9]*\.[0-9][0-9]$/\1/p' |
    paste -s -d ' ' -)"
check_range 'time: hundredths since the first segment' 80 400 "$(story |
    sed -n 's/^2 .* \([0-9]*\)\.\([0-9]*\)$/\1\2/p')"

# Guesses: each segment asks for a line.
cable_of 'guess\n1\nserver SYN ACK 1\n2\nclient SYN\n3\ntype hi\n\n4
perhaps\nserver data\nguess\n5\n' $v3 $v1
check 'guess: what is said' 'guessing is on
guess server SYN ACK 1: right
guess client SYN: wrong
perhaps? Say client or server; SYN, FIN, RST, ACK; data; seq N, ACK N
guess server data: right
guessing is off
2 of 4 guesses were right' "$(story | grep -i 'guess\|perhaps')"
check 'guess: the segment is shown behind it' \
    '2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD' \
    "$(story | grep -A 1 'SYN ACK 1: right' | tail -n 1)"
cable_of 'guess\n1' $v3 $v1
check 'guess: the end of the list is no guess' '0 no' "$status $(story |
    grep -q 'were right' || echo no)"
cable_of 'guess server SYN\n1\n2\nguess client data seq 1\n3\ntype hi\n4\n' \
    $v3 $v1
check 'guess TEXT: only the next segment, whenever it comes' \
'guess server SYN: wrong
2 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
guess client data seq 1: right
4 ESTABLISHED --- ACK 1 seq 1, 3 bytes --> ESTABLISHED
1 of 2 guesses were right' "$(story |
    sed -n '/^guess/{p;n;p;}; /were right/p')"
if have terminal 'a guess in a class'; then
    {
        for typed in RST 'server rst ack' '' '' '' '' ''; do
            printf 'wait q ends): \ntype %s\n' "$typed"
        done
    } >"$tmp/script"
    input=$tmp/script
    # shellcheck disable=SC2086  # TEST_SH may be two words
    launch class env LESSON="$tmp/lesson" NO_COLOR=1 tests/tool/terminal \
        ${TEST_SH:-sh} tests/run.sh --class refused
    wait_end "$pid"
    check 'a class guesses the next segment: what it sees' 'yes yes' \
        "$(grep -q 'guess server rst ack: right' "$tmp/class.out" && echo yes
        ) $(grep -q '^Right: 1[.] Wrong: 0' "$tmp/class.out" && echo yes)"
    check '... the guess is no part of the story' 0 \
        "$(grep -c 'not ok' "$tmp/class.out")"
fi
(
    # shellcheck disable=SC2317  # guess_next calls it
    type_one() { typed=''; }    # Enter alone
    printf 'run\n# ask\nwait\n' >"$tmp/commands"
    guess_next
)
check 'a class that does not guess: the commands are as before' \
    'run # ask wait' "$(paste -s -d ' ' "$tmp/commands")"

# Notes and a title, in a picture.
cable_of 'title All & <more>\nnote here it begins\n1\n' $v3 $v1
sh ch05/wire/svg.sh <"$tmp/cable.out" >"$tmp/new.svg"
check 'a title and a note' 'Title: All & <more>
Note: here it begins' "$(story | grep '^Title\|^Note')"
check 'the title is above the picture' 1 \
    "$(grep -c 'class="title".*>All &amp; &lt;more&gt;<' "$tmp/new.svg")"
check 'the note is in it' 1 "$(grep -c '>here it begins<' "$tmp/new.svg")"
# One of the two variables that sudo sets means nothing.
export SUDO_UID=65534
cable_of '1\n' "'ch05/server-v3' %a %p" $v1
unset SUDO_UID
check 'SUDO_UID without SUDO_GID' 0 "$status"
sh ch05/wire/svg.sh <"$tmp/cable.out" >"$tmp/new.svg"
check 'a picture of commands: their names' 2 "$(grep -c \
    'class="title".*>\(client-v1\|.ch05/server-v3. %a %p\)<' "$tmp/new.svg")"
finish_tests
