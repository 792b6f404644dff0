#!/bin/sh
# lab zombies: v1, v2, v3 side by side: what is left when five clients hang up
#
# The exact recipe: stopped (SIGSTOP) while its five children end, the server
# finds one pending SIGCHLD when it goes on, however fast the machine is.

. "$(dirname "$0")/../sh/lib.sh"

# meet N CLIENT COUNT: server-vN with a client of COUNT connections, one echo
meet() {
    start_server "$1"
    server=$pid
    hold 3 client "ch05/$2" 127.0.0.1 "$port"
    type_line 3 'are you there?'
    wait_for 1 count_lines "$tmp/client.out" 'are you there?'
    wait_for "$3" count_children "$server"
    kids=$got
    # The parent's copy of the last connection is closed once accept sleeps.
    wait_for S state "$server"
}

# barrier: a new client gets its echo, and stays. What the server had pending
# is then done, and no further child has ended.
barrier() {
    hold 4 barrier ch05/client-v1 127.0.0.1 "$port"
    type_line 4 'still serving?'
    check_wait "server-v$1 serves a new client afterwards" 1 \
        count_lines "$tmp/barrier.out" 'still serving?'
}

# reaped: how many children the server says it has reaped
reaped() {
    grep -c '^child [0-9]* terminated$' "$tmp/server-v$1.out"
}

# part N: end of an experiment with server-vN
part() {
    hang_up 4
    stop "$server"
}

# exact N WANT: five clients of server-vN end at once while it is stopped; what
# was counted is to be WANT, and left in $row_N
exact() {
    meet "$1" client-v2 5
    wait_for 5 count_sockets "$port" client ESTABLISHED
    conns=$got
    freeze "$server"           # SIGSTOP
    # shellcheck disable=SC2046  # a word for each child
    hang_up_first 3 $(children "$server")
    check_wait "server-v$1, stopped: five children have ended" 5 \
        count_zombies "$server"
    wait_for 5 count_sockets "$port" client TIME_WAIT
    client_tw=$got
    server_tw=$(count_sockets "$port" server TIME_WAIT)
    kill -CONT "$server"
    barrier "$1"
    left=$(count_zombies "$server")
    row="$conns $kids $left $(reaped "$1") $client_tw $server_tw"
    check "server-v$1: $what" "$2" "$row"
    eval "row_$1=\$row"
    part "$1"
}

what='clients, children, zombies, reaped, TIME_WAIT of client, of server'
exact 1 '5 5 5 0 5 0'
exact 2 '5 5 4 1 5 0'
exact 3 '5 5 0 5 5 0'

# Left to the scheduler, v2 may be lucky.
meet 2 client-v2 5
hang_up 3
wait_for 0 count_children "$server"
barrier 2
free=$(count_zombies "$server")
check_range 'server-v2, not stopped: zombies of five' 0 4 "$free"
check 'server-v2, not stopped: reaped and zombies are all five' 5 \
    $(($(reaped 2) + free))
part 2

# row TEXT V1 V2 V3; zombie_row the same, in red where there is one
row() {
    printf '%-24s%12s%12s%12s\n' "$@"
}
zombie_row() {
    printf '%-24s' "$1"
    shift
    for n in "$@"; do
        [ "$n" -eq 0 ] && colour=$green || colour=$red
        printf '%s%12s%s' "$colour" "$n" "$plain"
    done
    echo
}

if [ -n "$DEMO" ]; then
    # shellcheck disable=SC2086  # six numbers each
    set -- ${row_1:-} ${row_2:-} ${row_3:-}
    row '' server-v1 server-v2 server-v3
    row 'clients connected' "$1" "$7" "${13}"
    row 'children serving them' "$2" "$8" "${14}"
    zombie_row 'zombies afterwards' "$3" "$9" "${15}"
    row 'children reaped' "$4" "${10}" "${16}"
    row 'TIME_WAIT, client side' "$5" "${11}" "${17}"
    row 'TIME_WAIT, server side' "$6" "${12}" "${18}"
    tell '' \
"v2 is exact because the server was stopped (SIGSTOP) as its children died:
five SIGCHLDs became one, so its handler ran once. Not stopped, v2 left $free.
How to do it by hand, and why: ch05/README.md"
    finish_tests
fi

# One client is not enough to tell v2 from v3.
for n in 1 2 3; do
    meet "$n" client-v1 1
    hang_up 3
    wait_for 0 count_children "$server"
    barrier "$n"
    want=0
    [ "$n" -ne 1 ] || want=1
    check "server-v$n: zombies of one client" "$want" \
        "$(count_zombies "$server")"
    check "server-v$n: reaped of one client" $((1 - want)) "$(reaped "$n")"
    part "$n"
done

# 200 clients at once: v3 loses none.
meet 3 client-v2 5
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do
    for client in a b c; do
        also 3 "client-$i$client" ch05/client-v2 127.0.0.1 "$port"
    done
done
check_wait 'server-v3: 200 clients, 200 children' 200 count_children "$server"
hang_up 3
check_wait 'server-v3: they have hung up, no child runs' 0 \
    count_children "$server"
barrier 3
check 'server-v3: no zombie of 200' 0 "$(count_zombies "$server")"
check 'server-v3: 200 children reaped, each said once' 200 \
    "$(sort -u "$tmp/server-v3.out" | grep -c '^child [0-9]* terminated$')"
check 'server-v3: nothing else was said' 201 \
    "$(wc -l <"$tmp/server-v3.out" | tr -d ' ')"
part 3
finish_tests
