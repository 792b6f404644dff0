#!/bin/sh
# test: watch on a terminal: the picture, the keys, the size, and the end

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'watch on a terminal'
need terminal 'watch on a terminal'

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
check_wait 'the server, its age, and its descriptors' 1 shows \
"^ *$server  server  S sleeps +[0-9]{1,2}s +$(descriptors "$server")  [a-z_-]"
check_wait 'the socket that listens' 1 shows '^ +LISTEN +0$'
check 'the first event' 1 "$(shows "^    0.000  server $server is server-v2, \
listens on 127.0.0.1 port $port\$")"
connect_five 3 client
check_wait 'five children sleep' 5 shows '  child   S sleeps  '
check_wait 'five connections' 5 shows \
    '^ *[0-9]+ ESTABLISHED +0 +0 +ESTABLISHED +0 +0 *$'
check_wait 'all are counted' 1 shows 'children: 5 live, 0 zombies, 0 reaped'
check 'and all are shown' 0 "$(shows '^ +and [0-9]+ more')"
stop "$server"
check_wait 'the server is stopped' 1 shows "^ *$server  server  T stopped"
end_children 3
check_wait 'the key picture: five zombies, one SIGCHLD is pending' 1 shows \
    'children: 0 live, 5 zombies, 0 reaped +SIGCHLD: handler, PENDING$'
check_wait 'five zombies' 5 shows '^ *[0-9]+  child   Z ZOMBIE +[0-9]+s +0  -$'
check_wait 'five TIME_WAITs, and when they end' 5 shows \
    '^ *[0-9]+ TIME_WAIT +0 +0 ends [0-9.]+s +CLOSED *$'
check 'rows and columns: the last one stays empty' '24 79' "$(size)"
check 'the hint is at the right' 79 \
    "$(picture | awk 'NR == 1 { print length }')"
check 'the last event is at the bottom' yes "$(picture |
    sed '1,/^  SECONDS/d' | awk '
        $1 + 0 < last { wrong = 1 }
        { last = $1 }
        END { print (NR > 0 && !wrong) ? "yes" : "no" }')"
# Two pages show this picture. They have other pids, ports and times.
for page in ch05/watch/README.md ch05/TEACHING.md; do
    awk '/^    server-v2, pid/ { on = 1 }
        on && /^( +SECONDS.*)?$/ { exit }
        on' $page >"$tmp/page"
    check_range "$page: rows of the picture" 8 30 "$(grep -c . "$tmp/page")"
    picture >"$tmp/now"
    sed -i 's/[0-9][0-9.]*/N/g; s/  */ /g; s/^ //; s/ $//' "$tmp/page" \
        "$tmp/now"
    check "$page: rows that the picture does not have" '' \
        "$(grep -vxFf "$tmp/now" "$tmp/page")"
done
check 'the zombies are red' yes \
    "$([ "$(sequences '[1;31m  ')" -ge 5 ] && echo yes)"
check 'so is the row of the SIGCHLD' yes \
    "$([ "$(sequences '[1;31mchildren: ')" -ge 1 ] && echo yes)"
check 'the screen is never cleared: no flicker' 0 "$(sequences '[2J')"

# --- the keys ---

type_line 5 'key p'
check_wait 'p: it pauses' 1 shows 'PAUSED, p: go on$'
kill -CONT "$server"
connect_client 4 new ch05/client-v1
check 'paused: the picture is an old one' 1 "$(shows '5 zombies, 0 reaped')"
type_line 5 'key P'
check_wait 'P: the picture is a new one' 1 shows \
    'children: 1 live, 4 zombies, 1 reaped +SIGCHLD: handler, not pending$'
check_wait 'it has four zombies' 4 shows '  child   Z ZOMBIE'

check 'what is typed is not echoed' 0 \
    "$(tr '\033' '\n' <"$tmp/screen.out" | grep -c '^.J *p')"

# --- the size ---

type_line 5 'size 12 50'
check_wait 'the window has become smaller: rows and columns' '12 49' size
check 'what does not fit is counted' 2 "$(shows '^ +and [0-9]+ more')"
type_line 5 'size 3 50'
check_wait 'a window of three rows' 3 rows
type_line 5 'size 12 50'
check_wait 'it is larger again' 12 rows
for unknown in '0 50' '12 0'; do
    type_line 5 "size $unknown"
    type_line 5 'key p'
    check_wait "a size of $unknown is not known: it pauses" 1 shows PAUSED
    check 'and the picture has its old size' '12 49' "$(size)"
    type_line 5 'key p'
    check_wait 'it goes on' 0 shows PAUSED
done

# pictures: prints how many there were so far
pictures() {
    sequences '[J'
}

# --- the end ---

type_line 5 'key p'
check_wait 'it pauses before Ctrl-Z' 1 shows PAUSED
type_line 5 'type ^Z'
check_wait 'Ctrl-Z: it is stopped' T state "$watch"
check_wait 'Ctrl-Z: the other screen is left' 1 sequences '[?1049l'
before=$(pictures)
kill -CONT "$watch"
check_wait 'it continues on the other screen' 2 sequences '[?1049h'
check_wait 'and shows the same picture there' $((before + 1)) pictures
type_line 5 'key p'
check_wait 'it goes on after Ctrl-Z' 0 shows PAUSED
# looks: prints how often watch has waited for the next look
looks() {
    sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$watch/status"
}
before=$(pictures) slept=$(looks) time=$(clock)
until [ $(($(clock) - time)) -ge 100 ]; do
    nap 0.1
done
check_range 'a picture that is the same is not shown again' 0 8 \
    $(($(pictures) - before))
check_range 'meanwhile it has looked again and again' 5 200 \
    $(($(looks) - slept))
type_line 5 'key q'
wait_end "$tool"
check 'q' 'exit status 0, the terminal is as before' "$(cat "$tmp/screen.err")"
check 'each time, the screen is left and the cursor comes again' '2 2 2 2' \
    "$(sequences '[?1049h') $(sequences '[?25l') \
$(sequences '[?25h') $(sequences '[?1049l')"
check 'nothing but rows is shown, and each erases the rest of its line' \
    "$(sequences '[K')" \
    $(($(sequences '[H') + $(tr -dc '\n' <"$tmp/screen.out" | wc -c)))
check 'each colour ends' "$(sequences '[0m')" $(($(sequences '[1') + 2))
hang_up 5
check 'q: the server is not ours, it lives' S "$(alive "$server")"
end_conversation 4

watch_on_terminal LC_ALL=C 0 ch05/server-v1
server=$(server_in_title)
kill_at_end "$server"
type_line 5 'type ^C'
check_terminal 'Ctrl-C' 'signal 2'
check_wait 'Ctrl-C: the server that it has started ends' no alive "$server"
# What it prints are letters of two bytes each; the row ends in one of them.
awk 'BEGIN { for (; n < 40; n++) printf "\303\244"; print "" }' >"$tmp/letters"
watch_on_terminal LC_ALL=C 0 \
    "sh -c 'cat \"$tmp/letters\"; exec ch05/server-v1 %a %p'"
check_wait 'UTF-8' 1 shows "server prints: ($(printf '\303\244')){26}\$"
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
kill -KILL "$server"
check_wait 'the server has gone: the title' 1 shows \
    "^no process listens on port $port +p: pause, q: quit"
check 'nothing listens' 0 "$(shows '^ +LISTEN ')"
check 'and nothing is said of its SIGCHLD' 1 \
    "$(shows '^children: 0 live, [01] zombies, [01] reaped$')"
type_line 5 'key Q'
check_terminal 'NO_COLOR, and Q' 'exit status 0'

# Its keys come from another terminal, which vanishes.
hold 6 other tests/tool/terminal sh -c 'tty && exec sleep 60'
other=$pid
wait_for yes has_output other
keys=$(tr -d '\r' <"$tmp/other.out")
# shellcheck disable=SC2016  # for the inner shell
hold 5 screen env TERM=xterm NO_COLOR= tests/tool/terminal \
    sh -c 'exec ch05/watch/watch 0 ch05/server-v1 <"$0"' "$keys"
tool=$pid
wait_for 1 shows '^ *SECONDS  EVENT'
watch=$(children "$tool")
type_line 6 'key p'
check_wait 'keys from another terminal' 1 shows 'PAUSED, p: go on$'
kill_process "$other"
hang_up 6
cpu=$(cpu_time "$watch") time=$(clock)
until [ $(($(clock) - time)) -ge 50 ]; do
    nap 0.1
done
check_range 'it has vanished: CPU time, in percent' 0 20 \
    $(((($(cpu_time "$watch") - cpu) * 100) / ($(clock) - time)))
kill -TERM "$watch"
check_terminal 'keys from another terminal' 'signal 15'

for term in TERM=dumb TERM= '-u TERM'; do
    # shellcheck disable=SC2086  # the last one is two words
    hold 5 dumb env $term tests/tool/terminal ch05/watch/watch 0 ch05/server-v1
    check_wait "env $term: an event is a line" 1 count_lines "$tmp/dumb.out" \
        '^    [0-9.]*  server [0-9]* is server-v1, listens on '
    type_line 5 'type ^C'
    wait_end "$pid"
    check "env $term: no escape sequence" 0 \
        "$(tr '\033' '~' <"$tmp/dumb.out" | grep -c '~')"
    hang_up 5
done
finish_tests
