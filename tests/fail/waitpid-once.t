#!/bin/sh
# lab: waitpid without a loop leaves four zombies of five, as wait does
# class: 4 minutes
# title: a handler that calls waitpid without a loop
# unp: 5.10
# keep: One call of waitpid reaps one child; the loop is the cure, not WNOHANG.
#
# As in zombies.t, the server is stopped while its five children end: when it
# goes on, exactly one SIGCHLD is pending.

. "$(dirname "$0")/../sh/lib.sh"

need merge 'a handler that calls waitpid once'

# five_at_once NAME PROGRAM: its five children end while it is stopped
five_at_once() {
    start_server "$1" "$2" 127.0.0.1 0
    connect_five 3 client
    stop "$server"
    end_children 3
    kill -CONT "$server"
    # When a new client receives its echo, the handler has run.
    connect_client 4 new ch05/client-v1
    reaped=$(count_reaped "$1")
    zombies=$(count_zombies "$server")
    add_column "$1" "$reaped" "$zombies"
}

heading 'Five children end while their server is stopped:'
five_at_once server-v2 ch05/server-v2
end_conversation 4
five_at_once server-v3 ch05/server-v3
end_conversation 4
in_class show_table 'children reaped' '!zombies'
ask 'waitpid-once calls waitpid with WNOHANG, as server-v3 does, but once and
    not in a loop. Five children end while the server is stopped. How many
    zombies will it have when it goes on?' \
    'How many SIGCHLDs are pending when it goes on?' \
    '0|WNOHANG reaps all that have ended' '1|the last one' \
    '4|one call reaps one child' '5|waitpid does not block, so it is too early'
five_at_once waitpid-once ch05/fail/waitpid-once
check 'v2 and waitpid-once reap one child, v3 all five' '1 5 1' \
    "$(table_row 1)"
check 'v2 and waitpid-once leave four zombies, v3 none' '4 0 4' \
    "$(table_row 2)"
show_table 'children reaped' '!zombies'
show_processes "$server"
answer "$zombies" \
    'One SIGCHLD was pending, so the handler ran once, and one call of waitpid
    reaps one child. The loop is the cure. WNOHANG only lets the loop end while
    other children still run.' \
    'ch05/fail/signals.md'

# The next child that ends raises one SIGCHLD, and one zombie goes.
hang_up 4
check_wait 'waitpid-once: one child more has ended, one more is reaped' 2 \
    count_reaped waitpid-once
check 'waitpid-once: there are four zombies as before' 4 \
    "$(count_zombies "$server")"
tell "The last client closes too: $(count_reaped waitpid-once) reaped,\
 $(count_zombies "$server") zombies."
kill_process "$server"
tell 'The handlers of server-v3 and of waitpid-once:'
[ -z "$DEMO" ] || diff ch05/server-v3.c ch05/fail/waitpid-once.c |
    grep 'waitpid(' | sed 's/^/    /' | collect
bad 'One call of waitpid reaps one child. The loop reaps them all.'
finish_tests
