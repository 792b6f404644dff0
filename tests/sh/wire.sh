# shellcheck shell=sh disable=SC2034,SC2154
# wire.sh: more words, for the labs of ch05/wire; sourced after lib.sh.

WAIT=60                         # a lab is a list of commands: it takes seconds
trap 'end_cable; cleanup' EXIT

# end_cable: end it with SIGTERM, so that it ends its own processes
end_cable() {
    kill -TERM "${cable_pid:-}" 2>/dev/null && wait "$cable_pid"
    cable_pid=
} 2>/dev/null

# need_wire TEXT: skip TEXT and end the test where the system refuses the hosts.
# If unshare(1) can make them, then the program is wrong, and the test fails.
need_wire() {
    ch05/wire/wire </dev/null >"$tmp/need.out" 2>"$tmp/need.err" && return
    refusal=$(sed -n 's/^wire: no hosts: //p' "$tmp/need.err")
    if [ -z "$refusal" ] || unshare -Urn true 2>/dev/null ||
        unshare -n true 2>/dev/null; then
        die "wire cannot start: $(cat "$tmp/need.err")"
    fi
    skip "$1" "$refusal"
    finish_tests
}

# cable SERVER CLIENT: the commands on stdin, run by ch05/wire/wire. What it
# prints is in $tmp/cable.out, its exit status in $status.
cable() {
    cat >"$tmp/commands"
    input=$tmp/commands
    launch cable ch05/wire/wire "$@"
    cable_pid=$pid
    wait_end "$pid"
    cable_pid=
}

# story: what the cable has printed, each line with single spaces, P for a pid
# or port, without the title and without what is the same at each start
story() {
    sed -e '1,2d' -e 's/  */ /g; s/^ //' \
        -e 's/\(child\|server\|client\|zombie\|port\) [0-9][0-9]*/\1 P/g' \
        "$tmp/cable.out"
}

# states: the states that the story shows for the two ends, a line each, in
# order: "CLIENT SERVER"
states() {
    awk 'NR > 2 && $1 ~ /^[0-9]+$/ && NF > 4 { line = $2 " " $NF }
        $1 ~ /^[A-Z_]+[12D]*$/ && $2 ~ /^[A-Z_]+[12]*$/ { line = $1 " " $2 }
        line != "" && line != last { print line; last = line }' \
        "$tmp/cable.out"
}

# show_cable: show what the cable has printed
show_cable() {
    [ -z "$DEMO" ] || sed 2d "$tmp/cable.out"
}

# show_in_order: the same without the lines "N arrives"
show_in_order() {
    [ -z "$DEMO" ] || sed '2d; / arrives$/d' "$tmp/cable.out"
}
