#!/bin/sh
# test: five children end, one bit is set: the picture of the first page
#
# make pictures makes the picture again, and so does
# PICTURE=ch05/one-bit.svg tests/ladder/one-bit.t

. "$(dirname "$0")/../sh/lib.sh"
. tests/ladder/picture.sh

need proc 'whether a signal is pending'

# pending: 1 if the kernel keeps a SIGCHLD for the server, otherwise 0
pending() {
    signal_in ShdPnd "$server" CHLD
}

# five N: five clients of server-vN close one after another, while the server is
# stopped. Each fact is a line in $tmp/factsN; picture.sh says what it means.
five() {
    start_version "$1"
    kids=''
    for fd in 3 4 5 6 7; do
        connect_client $fd "client$fd" ch05/client-v1
        kids="$kids $child"
    done
    wait_for S state "$server"
    stop "$server"
    echo "stopped $(pending)" >"$tmp/facts$1"
    fd=3
    for kid in $kids; do
        hang_up $fd
        wait_for Z state "$kid"
        echo "child $((fd - 2)) $(pending)" >>"$tmp/facts$1"
        fd=$((fd + 1))
    done
    kill -CONT "$server"
    connect_client 8 new ch05/client-v1
    echo "goes-on $(pending)
server-v$1 $(count_reaped "server-v$1") $(count_zombies "$server")" \
        >>"$tmp/facts$1"
    end_conversation 8
}
five 2
five 3

check 'the bit: 0, 1 from the first child on, then 0 again' '0 1 1 1 1 1 0' \
    "$(sed '$d; s/.* //' "$tmp/facts2" | tr '\n' ' ' | sed 's/ $//')"
check 'the same with server-v3' "$(sed '$d' "$tmp/facts2")" \
    "$(sed '$d' "$tmp/facts3")"
check 'reaped, and zombies' 'server-v2 1 4
server-v3 5 0' "$(sed -n '$p' "$tmp/facts2"; sed -n '$p' "$tmp/facts3")"

{ cat "$tmp/facts2"; sed -n '$p' "$tmp/facts3"; } >"$tmp/facts"
# may lack: xmllint
check_picture one-bit 'Five children end, and one bit is set' <"$tmp/facts"
finish_tests
