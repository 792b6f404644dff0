#!/bin/sh
# lab: why a server must reap: v1 serves seven clients and cannot fork again
# class: 5 minutes
# title: eight processes, and twelve clients in turn
# unp: 5.9
# keep: A zombie counts as a process, so a server that does not reap can soon
#   fork no more.
#
# Each server may have eight processes. Its clients come one after another, and
# none is connected when the next one comes.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/limit.sh

# one_client: a client connects, sends a line, receives its echo and leaves.
# Returns 1 if it has not received the echo.
one_client() {
    echo 'are you there?' >"$tmp/in"
    input=$tmp/in
    launch client ch05/client-v1 127.0.0.1 "$port"
    wait_end "$pid"
    cmp -s "$tmp/in" "$tmp/client.out"
}

# look_around: what the next client finds: how many clients are connected, how
# many children are zombies, and how many processes the server's user has
look_around() {
    connected=$(count_sockets "$port" client ESTABLISHED)
    zombies=$(count_zombies "$server")
    processes=$(($(children "$server" | wc -l) + 1))
}

allowed=8
need limit 'why a server must reap'
in_class tell "Each server may have $allowed processes. Twelve clients come" \
    'one after another, and each one ends before the next one comes.'
ask 'How many of the twelve will server-v1 serve? It does not reap.' \
    'A zombie counts as a process, and the server itself is one, too.' \
    '1|its child stays' '7|the server and seven zombies are eight' \
    '8|as many as it may have processes' '12|only one is connected at a time'
for n in 1 2 3; do
    start_limited $allowed "server-v$n" "ch05/server-v$n"
    served=0
    while look_around; [ $served -lt 12 ] && one_client; do
        served=$((served + 1))
        # Before the next client comes, this child has ended, and v2 and v3 have
        # reaped it.
        wait_for 0 count_children "$server"
        [ $n -eq 1 ] || wait_for $served count_reaped "server-v$n"
    done
    end=runs
    if [ $served -lt 12 ]; then
        wait_end "$server"
        end=exit:$status
    else
        kill_process "$server"
    fi
    add_column "server-v$n" $served "$zombies" "$processes" "$connected" \
        "$end"
done

check 'v1 serves seven clients, v2 and v3 serve twelve' '7 12 12' \
    "$(table_row 1)"
check 'v1 has seven zombies then, v2 and v3 have none' '7 0 0' \
    "$(table_row 2)"
check 'v1 has all eight processes then, v2 and v3 have one' '8 1 1' \
    "$(table_row 3)"
check 'no client is connected then' '0 0 0' "$(table_row 4)"
check 'v1 exits, v2 and v3 still run' 'exit:1 runs runs' "$(table_row 5)"
# At its end, the leak checker of SAN=1 cannot fork either, and says so.
last_words=$(sed 1q "$tmp/server-v1.err")
check 'v1 exits because fork fails' \
    "server-v1: fork: $(reason EAGAIN)" "$last_words"
check 'v2 and v3 have printed no error' '' \
    "$(cat "$tmp/server-v2.err" "$tmp/server-v3.err")"

heading "Each server may have $allowed processes ($how)."
heading 'Clients come one after another. Each ends before the next one comes:'
show_table 'clients served' '!zombies' 'processes of its user' \
    'clients connected' 'the server'
answer "$(table_row 1 | cut -d ' ' -f 1)" \
    'Each client leaves a zombie. The server and its zombies fill the table of
    its user, then fork fails with EAGAIN and server-v1 exits, although no
    client is connected. v2 and v3 reap each child.' \
    'ch05/README.md'
bad "The next client comes. $last_words"
tell 'A zombie counts as a process. No client is connected, but v1 cannot' \
    'serve another one. v2 and v3 reap every child, and serve all twelve.'
finish_tests
