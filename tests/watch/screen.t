#!/bin/sh
# test: watch on a terminal: the picture, the keys, the size, and the end

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'watch on a terminal'

# server_in_title: prints the pid of the server in the title
server_in_title() {
    picture | sed -n 's/.*, pid \([0-9]*\), listens .*/\1/p'
}

# check_terminal TEXT STATUS: the program ends so, and leaves a good terminal
check_terminal() {
    wait_end "$tool"
    check "$1" "$2, the terminal is as before" "$(cat "$tmp/screen.err")"
    check "$1: the other screen is left" 1 "$(sequences '[?1049l')"
    hang_up 5
}

# --- the picture ---

start_version 2
watch_on_terminal LC_ALL=C "$port"
check_wait 'the title' 1 shows \
"^server-v2, pid $server, listens on 127.0.0.1 port $port +p: pause, q: quit"
descriptors=$(find "/proc/$server/fd" -type l | wc -l)
check_wait 'the server, and its descriptors' 1 shows \
    "^ *$server  server  S sleeps +[0-9]+s +$((descriptors))  [a-z_-]"
check_wait 'the socket that listens' 1 shows '^ +LISTEN +0$'
connect_five 3 client
check_wait 'five children sleep' 5 shows '  child   S sleeps  '
check_wait 'five connections' 5 shows \
    '^ *[0-9]+ ESTABLISHED +0 +0 +ESTABLISHED +0 +0 *$'
check_wait 'all are counted' 1 shows 'children: 5 live, 0 zombies, 0 reaped'
stop "$server"
check_wait 'the server is stopped' 1 shows "^ *$server  server  T stopped"
end_children 3
check_wait 'the key picture: five zombies, one SIGCHLD is pending' 1 shows \
    'children: 0 live, 5 zombies, 0 reaped +SIGCHLD: handler, PENDING$'
check_wait 'five zombies' 5 shows '^ *[0-9]+  child   Z ZOMBIE +[0-9]+s +0  -$'
check_wait 'five TIME_WAITs, and when they end' 5 shows \
    '^ *[0-9]+ TIME_WAIT +0 +0 ends [0-9.]+s +CLOSED *$'
check_range 'columns of 80' 70 79 "$(size | cut -d ' ' -f 2)"
check 'rows of 24' 24 "$(rows)"
check 'the zombies are red' yes \
    "$([ "$(sequences '[1;31m')" -ge 5 ] && echo yes)"
check 'the screen is never cleared: no flicker' 0 "$(sequences '[2J')"

# pictures: prints how many there were so far
pictures() {
    sequences '[J'
}
before=$(pictures) time=$(clock)
until [ $(($(clock) - time)) -ge 100 ]; do
    nap 0.1
done
check_range 'a picture that is the same is not shown again' 0 8 \
    $(($(pictures) - before))

# --- the keys ---

type_line 5 'key p'
check_wait 'p: it pauses' 1 shows 'PAUSED, p: go on$'
kill -CONT "$server"
connect_client 4 new ch05/client-v1
check 'paused: the picture is an old one' 1 "$(shows '5 zombies, 0 reaped')"
type_line 5 'key p'
check_wait 'p again: the picture is a new one' 1 shows \
    'children: 1 live, 4 zombies, 1 reaped +SIGCHLD: handler, not pending$'
check_wait 'it has four zombies' 4 shows '  child   Z ZOMBIE'

check 'what is typed is not echoed' 0 \
    "$(tr '\033' '\n' <"$tmp/screen.out" | grep -c '^.J *p')"

# --- the size ---

type_line 5 'size 12 50'
check_wait 'the window has become smaller: rows' 12 rows
check_range 'the window has become smaller: columns' 40 49 \
    "$(size | cut -d ' ' -f 2)"
type_line 5 'size 0 0'
type_line 5 'key p'
type_line 5 'key p'
check_wait 'a terminal that does not know its size' 12 rows
check 'what does not fit is counted' 2 "$(shows '^ +and [0-9]+ more')"

# --- the end ---

type_line 5 'type ^Z'
check_wait 'Ctrl-Z: it is stopped' T state "$watch"
check_wait 'Ctrl-Z: the other screen is left' 1 sequences '[?1049l'
kill -CONT "$watch"
check_wait 'it continues on the other screen' 2 sequences '[?1049h'
type_line 5 'key q'
wait_end "$tool"
check 'q' 'exit status 0, the terminal is as before' "$(cat "$tmp/screen.err")"
hang_up 5
check 'q: the server is not ours, it lives' S "$(alive "$server")"
end_conversation 4

watch_on_terminal LC_ALL=C 0 ch05/server-v1
server=$(server_in_title)
kill_at_end "$server"
type_line 5 'type ^C'
check_terminal 'Ctrl-C' 'signal 2'
check_wait 'Ctrl-C: the server that it has started ends' no alive "$server"
watch_on_terminal LC_ALL=C 0 ch05/server-v1
kill -TERM "$watch"
check_terminal 'SIGTERM' 'signal 15'
# shellcheck disable=SC3045  # each shell here has it
ulimit -c 0
watch_on_terminal LC_ALL=C 0 ch05/server-v1
type_line 5 "type ^\\"
check_terminal "Ctrl-\\" 'signal 3'
watch_on_terminal LC_ALL=C 0 ch05/server-v1
kill -HUP "$watch"
check_terminal 'SIGHUP' 'signal 1'

# A terminal that takes nothing any more, because nobody reads: the signals for
# a new size ask for pictures until its buffer is full.
watch_on_terminal LC_ALL=C 0 ch05/server-v1
stop "$tool"
looks=0
while [ $((looks += 1)) -le 200 ]; do
    kill -WINCH "$watch"
    nap 0.01
done
kill -TERM "$watch"
check_end 'a terminal that is full: SIGTERM ends it' "$watch"
kill -CONT "$tool"
wait_end "$tool"
hang_up 5

# The terminal vanishes, as when its window is closed.
watch_on_terminal LC_ALL=C 0 ch05/server-v1
server=$(server_in_title)
kill_at_end "$server"
kill_process "$tool"
hang_up 5
check_end 'the terminal has gone: watch ends' "$watch"
check_end 'the terminal has gone: its server ends' "$server"

watch_on_terminal NO_COLOR=1 0 ch05/server-v1
server=$(server_in_title)
port=$(picture | sed -n 's/.* listens on .* port \([0-9]*\) .*/\1/p')
launch client ch05/client-v1 127.0.0.1 "$port"
check_wait 'NO_COLOR: a zombie' 1 shows '  child   Z ZOMBIE '
check 'NO_COLOR: no bold, no red' 0 "$(sequences '[1')"
type_line 5 'key q'
check_terminal 'NO_COLOR' 'exit status 0'

hold 5 dumb env TERM=dumb tests/tool/terminal ch05/watch/watch 0 ch05/server-v1
check_wait 'TERM=dumb: an event is a line' 1 count_lines "$tmp/dumb.out" \
    '^    [0-9.]*  server [0-9]* is server-v1, listens on '
type_line 5 'type ^C'
wait_end "$pid"
check 'TERM=dumb: no escape sequence' 0 \
    "$(tr '\033' '~' <"$tmp/dumb.out" | grep -c '~')"
finish_tests
