#!/bin/sh
# lab: v1, v2, v3 side by side: what remains after five clients close
# class: 10 minutes
# questions: 3
# title: five clients close at once: v1, v2 and v3
# unp: 5.9, 5.10
# keep: Five SIGCHLDs can become one, so the handler must call waitpid until no
#   child is left that has ended.
#
# The numbers do not depend on luck: the server is stopped (SIGSTOP) while its
# five children end. So exactly one SIGCHLD is pending when it goes on, however
# fast the machine is.

. "$(dirname "$0")/../sh/lib.sh"

# texts N: what make class says about server-vN: a hint, and then why it is so
texts() {
    case $1 in
        1)
            hint='A child that ends leaves its exit status. Who reads it?'
            why='Nothing in server-v1 waits for its children. The kernel keeps
                the status of each one until the parent asks for it, so each
                client costs a place in the process table for good.'
            section='ch05/README.md, step 3' ;;
        2)
            hint='While the server is stopped, five SIGCHLDs arrive. A signal
                is either pending or not.'
            why='The kernel does not count pending signals: five SIGCHLDs
                become one. The handler runs once, and it calls wait once. It
                reaps one child, and the other four stay zombies.'
            section='diff ch05/server-v1.c ch05/server-v2.c' ;;
        3)
            hint='Again one SIGCHLD is pending. How often does the handler call
                waitpid?'
            why='The handler runs once here, too. But it calls waitpid until no
                child is left that has ended. With WNOHANG it does not block
                while other children run.'
            section='diff ch05/server-v2.c ch05/server-v3.c' ;;
    esac
}

for n in 1 2 3; do
    # On FreeBSD, nobody can say how many zombies v2 will leave.
    unsure=''
    [ $n -ne 2 ] || unsure=$(lacks merge)

    # 1. Five connections, five children, and the server in accept again.
    start_version $n
    connect_five 3 client
    connected=$(count_sockets "$port" client ESTABLISHED)
    kids=$(count_children "$server")

    # 2. Stop the server. The clients hang up, and the five children end.
    stop "$server"
    end_children 3
    client_tw=$(count_sockets "$port" client TIME_WAIT)
    server_tw=$(count_sockets "$port" server TIME_WAIT)
    texts $n
    in_class tell \
        "Five clients were connected to server-v$n. We have stopped the" \
        'server (SIGSTOP). The clients have closed, and the five children' \
        'have ended. Next, we let the server go on (SIGCONT).'
    if [ -z "$unsure" ]; then
        ask "How many zombies will server-v$n have then?" "$hint" \
            '0|the kernel removes what has ended, or the server reaps all' \
            '1|the last child' '4|one child is reaped' \
            '5|no child is reaped'
    fi

    # 3. Let it go on. When a new client receives its echo, the handler has run.
    kill -CONT "$server"
    connect_client 4 new ch05/client-v1
    zombies=$(count_zombies "$server")
    reaped=$(count_reaped "server-v$n")
    in_class tell 'The server runs again. A new client has received its echo:'
    in_class show_processes "$server"
    if [ -z "$unsure" ]; then
        answer "$zombies" "$why" "$section"
    fi

    add_column "server-v$n" "$connected" "$kids" "$zombies" "$reaped" \
        "$client_tw" "$server_tw"
    end_conversation 4
done

if have merge 'v2 leaves four zombies of five'; then
    check 'v1 leaves five zombies, v2 four, v3 none' '5 4 0' "$(table_row 3)"
    check 'v1 has reaped no child, v2 one, v3 all five' '0 1 5' \
        "$(table_row 4)"
else
    check 'v1 leaves five zombies, v3 none' '5 0' \
        "$(table_row 3 | cut -d ' ' -f 1,3)"
    check 'v1 has reaped no child, v3 all five' '0 5' \
        "$(table_row 4 | cut -d ' ' -f 1,3)"
fi
check 'five clients were connected to each server' '5 5 5' "$(table_row 1)"
check 'five children of each server served them' '5 5 5' "$(table_row 2)"
check 'each client has a TIME_WAIT: it closed first' '5 5 5' "$(table_row 5)"
check 'the server has no TIME_WAIT' '0 0 0' "$(table_row 6)"
show_table 'clients connected' 'children serving them' '!zombies afterwards' \
    'children reaped' 'TIME_WAIT, client side' 'TIME_WAIT, server side'

# If the server is not stopped, the result for v2 depends on the scheduler.
start_version 2
connect_client 3 client ch05/client-v2
wait_for 5 count_children "$server"
hang_up 3
wait_for 0 count_children "$server"
connect_client 4 new ch05/client-v1
zombies=$(count_zombies "$server")
check_range 'server-v2, not stopped: zombies of five' 0 4 "$zombies"
check 'server-v2, not stopped: reaped children plus zombies' 5 \
    $(($(count_reaped server-v2) + zombies))
end_conversation 4
[ -z "$(lacks merge)" ] || finish_tests
tell '' \
"Each server was stopped (SIGSTOP) while its children ended. v1 has no handler.
In v2 and v3, five SIGCHLDs became one, so the handler ran once. Without this
stop, the number of zombies of v2 depends on luck; this time it was $zombies.
How to do this by hand, and why it is so: ch05/README.md"
finish_tests
