#!/bin/sh
# test: the server that watch has started ends with watch, however watch ends

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'a server that watch starts'

# begin: watch starts server-v3, which serves a client: $server, $child, $port
begin() {
    launch watch ch05/watch/watch 0 ch05/server-v3
    watch=$pid
    wait_for 1 said \
        'server [0-9]+ is server-v3, listens on 127.0.0.1 port [0-9]+'
    server=$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/watch.out")
    port=$(sed -n 's/.* listens on .* port //p' "$tmp/watch.out")
    kill_at_end "$server"
    wait_for 1 said "server prints: listening on 127.0.0.1 port $port"
    connect_client 3 client ch05/client-v1
    kill_at_end "$child"
    wait_for 1 said "server $server forks child $child"
}

# gone PID: prints yes if there is no such process, or only its zombie
gone() {
    [ "$(alive "$1")" != no ] || echo yes
}

# late NAME COMMAND: watch starts a server that does not listen on that port
# within five seconds. Its exit status is the last line of $tmp/NAME.out.
late() {
    # shellcheck disable=SC2016  # for the inner shell
    launch "$1" sh -c 'ch05/watch/watch "$1" "$0"; echo $?' "$2" \
        "$(unused_port $((4100 + $$ % 2000)))"
}
late silent "sh -c 'echo no port; sleep 60' # %p"
late elsewhere 'ch05/server-v1 127.0.0.1 0 # %p'

# shellcheck disable=SC3045  # each shell here has it
ulimit -c 0                     # SIGQUIT would leave a file
for number in 2 15 1 3; do
    signal=$(kill -l $number)
    begin
    kill -"$signal" "$watch"
    wait_end "$watch"
    check "SIG$signal: exit status" $((128 + number)) "$status"
    check "SIG$signal: the server is gone" yes "$(gone "$server")"
    check_wait "SIG$signal: its child too" yes gone "$child"
    hang_up 3
done

# All of its processes are stopped, also the keeper.
begin
# shellcheck disable=SC2046  # a word for each child
stop $(children "$watch") "$child"
kill -TERM "$watch"
wait_end "$watch"
check 'a stopped server is gone' yes "$(gone "$server")"
check_wait 'its stopped child too' yes gone "$child"
hang_up 3

# The keeper of watch lives on, and kills the group, even if it is stopped.
begin
check 'the server has only its own descriptors' '0 1 2 3' \
    "$(find "/proc/$server/fd" -type l | sed 's|.*/||' | sort -n |
        paste -s -d ' ' -)"
check 'the server does not ignore SIGPIPE, as watch does' '0 1' \
    "$(signal_in SigIgn "$server" PIPE) $(signal_in SigIgn "$watch" PIPE)"
kill_process "$watch"
check_wait 'SIGKILL: the server' yes gone "$server"
check_wait 'SIGKILL: its child, which waits for its client' yes gone "$child"
hang_up 3
begin
stop "$server" "$child"
kill_process "$watch"
check_wait 'SIGKILL: a stopped server is gone' yes gone "$server"
check_wait 'its child too' yes gone "$child"
hang_up 3

# The server ends first: watch says how, and its child is in the table.
begin
kill -KILL "$server"
check_wait 'the server ends' 1 said 'signal 9 has killed the server'
check_wait 'its child is an orphan' 1 said \
    "child $child is an orphan: its parent is now [0-9]+"
check_wait 'watch goes on' S state "$watch"
check_wait 'watch has closed what it does not use' '4 5' opened "$watch"
# Ctrl-Z stops it, also if somebody has sent a SIGCONT before.
kill -CONT "$watch"
wait_for 0 signal_in ShdPnd "$watch" CONT
kill -TSTP "$watch"
check_wait 'SIGTSTP: it is stopped' T state "$watch"
kill -CONT "$watch"
kill -TERM "$watch"
wait_end "$watch"
check_wait 'watch ends: the orphan is gone' yes gone "$child"
hang_up 3

# When nobody reads what watch prints, it ends, even if nothing happens.
mkfifo "$tmp/output"
# The sed 1q of busybox waits for a second line.
# shellcheck disable=SC2016  # for the inner shell
read_line='read -r line <"$0" && echo "$line"'
launch reader sh -c "$read_line" "$tmp/output"
# shellcheck disable=SC2016
launch unread \
    sh -c 'exec ch05/watch/watch 0 ch05/server-v1 >"$0"' "$tmp/output"
wait_end "$pid"
check 'stdout is closed: exit status' '0 ' "$status $(cat "$tmp/unread.err")"
server=$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/reader.out")
check_wait 'stdout is closed: the server is gone' yes gone "$server"

# At its first write, the reader has gone already.
mkfifo "$tmp/gone"
# shellcheck disable=SC2016
launch unread sh -c 'exec 3<>"$0" 4>"$0" 3<&-
    exec ch05/watch/watch 0 ch05/server-v1 >&4' "$tmp/gone"
wait_end "$pid"
check 'nobody reads: exit status' '0 ' "$status $(cat "$tmp/unread.err")"

# The same if nothing is printed: there is no write that could fail.
start_version 1
mkfifo "$tmp/quiet"
launch reader sh -c "$read_line" "$tmp/quiet"
# shellcheck disable=SC2016
launch unread sh -c 'exec ch05/watch/watch "$1" >"$0"' "$tmp/quiet" "$port"
wait_end "$pid"
check 'the reader has gone, nothing happens: exit status' '0 ' \
    "$status $(cat "$tmp/unread.err")"
kill_process "$server"

# writes PID: prints how many bytes it has written
writes() {
    sed -n 's/^wchar: //p' "/proc/$1/io"
}

# is_blocked PID: prints "yes" if it has filled a pipe, and writes no more
is_blocked() {
    bytes=$(writes "$1")
    nap 0.3
    [ "$bytes" -lt 50000 ] || [ "$bytes" != "$(writes "$1")" ] || echo yes
}

# Nobody reads, and the pipe is full: a signal ends watch all the same.
mkfifo "$tmp/full" "$tmp/commands"
exec 3<>"$tmp/full" 4<>"$tmp/commands"
# shellcheck disable=SC2016
launch full sh -c \
    'exec ch05/watch/watch 0 "tests/watch/puppet %a %p <$0" >"$1"' \
    "$tmp/commands" "$tmp/full"
watch=$pid
awk 'BEGIN { for (; n < 1000; n++) print "print 120" }' >&4
if have /proc/self/io 'a full pipe'; then
    wait_for yes is_blocked "$watch"
    kill -TERM "$watch"
    wait_end "$watch"
    check 'a full pipe: SIGTERM ends it' 143 "$status"
else
    kill_process "$watch"
fi
exec 3>&- 4>&-

# --- commands ---

# starts COMMAND: watch starts it, and finds which process listens
starts() {
    launch watch ch05/watch/watch 0 "$1"
    check_wait "$1" 1 said 'server [0-9]+ is .*, listens on .* port [0-9]+'
    kill -TERM "$pid"
    wait_end "$pid"
}
if have exec 'programs in the folder for temporary files'; then
    mkdir "$tmp/a:b c"
    cp tests/watch/puppet "$tmp/a:b c/my server"
    starts "$tmp/a:b c/my server"
    starts "'$tmp/a:b c/my server' %a %p"
    starts "\"$tmp/a:b c/my server\""
fi
starts 'env UNP=1 ch05/server-v1'
starts "sh -c 'sleep 1; exec ch05/server-v1 %a %p'"
# The shell starts the server and another program first. All of them end.
starts "sh -c 'sleep 60 & ch05/server-v3 %a %p; true'"
check 'a server below a shell: it is found' 1 \
    "$(said 'server [0-9]+ is server-v3, listens on .*')"
check_wait 'a server below a shell: it has ended' yes gone \
    "$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/watch.out")"
check_refusal 1 'watch: no-such-program %p has ended: it does not listen' \
    ch05/watch/watch 0 'no-such-program %p'
check 'the shell says why' 1 \
    "$(grep -c 'server prints: .*no-such-program' \
        "$tmp/refused.out")"
if have exec 'what is no program'; then
    echo 'no program' >"$tmp/none"
    chmod +x "$tmp/none"
    check_refusal 1 "watch: $tmp/none has ended: it does not listen" \
        ch05/watch/watch 0 "$tmp/none"
    check 'what is no program: the reason, and how it has ended' \
"server prints: watch: $tmp/none: Exec format error
the server has exited with status 1" \
        "$(sed 's/^ *[0-9.]*  //' "$tmp/refused.out")"
fi
check_refusal 1 "watch: sh -c 'printf dying' has ended: it does not listen" \
    ch05/watch/watch 0 "sh -c 'printf dying'"
check 'a last line without a newline is said' 1 \
    "$(grep -c 'server prints: dying$' "$tmp/refused.out")"

# With SIGCHLD ignored and blocked by its parent, v1 still leaves its zombies.
launch watch tests/watch/deaf ch05/watch/watch 0 ch05/server-v1
watch=$pid
wait_for 1 said 'server prints: listening on .*'
server=$(sed -n 's/.* server \([0-9]*\) is .*/\1/p' "$tmp/watch.out")
port=$(sed -n 's/.* listens on .* port //p' "$tmp/watch.out")
launch client ch05/client-v1 127.0.0.1 "$port"
check_wait 'SIGCHLD was ignored: a zombie' 1 said '.* ends: it is a zombie'
check 'SIGCHLD was blocked: not for the server' 0 \
    "$(signal_in SigBlk "$server" CHLD)"
kill -KILL "$server"
check_wait 'how it has ended is known' 1 said 'signal 9 has killed the server'
kill -TERM "$watch"
wait_end "$watch"
check 'SIGTERM was blocked: not for watch' 143 "$status"

# --- what it prints ---

exec 4<>"$tmp/commands"
launch watch ch05/watch/watch 0 "tests/watch/puppet %a %p <'$tmp/commands'"
watch=$pid
wait_for 1 said 'server prints: listening on .*'
printf '%s\n' 'print 5000' 'say and ~[2J' 'print 200' >&4
check_wait 'a line of 5000 bytes is said once' 2 \
    said 'server prints: [a-z]{128}'
check_wait 'the next line is said, too' 1 said 'server prints: and \?\[2J'
check 'nothing else' 4 "$(said 'server prints: .*')"
awk 'BEGIN { for (; n < 30; n++) print "print 4000"; print "say last" }' >&4
check_wait 'more than it can keep: the last line comes' 1 said \
    'server prints: last'
check 'and all before it' 32 "$(said 'server prints: [a-z]{128}')"
kill -TERM "$watch"
wait_end "$watch"
exec 4>&-

# said_late NAME: prints what it has said; N stands for a port
said_late() {
    sed 's/port [0-9][0-9]*/port N/g' "$tmp/$1.err" "$tmp/$1.out"
}
check_wait 'a server on another port' \
"watch: ch05/server-v1 127.0.0.1 0 # %p listens on port N, not on port N: in \
the command, write %p for the port
    0.000  server prints: listening on 127.0.0.1 port N
1" said_late elsewhere
check_wait 'a server that does not listen within five seconds' \
    "watch: sh -c 'echo no port; sleep 60' # %p does not listen
    0.000  server prints: no port
1" said_late silent

if have /dev/full 'stdout is full'; then
    launch full sh -c 'exec ch05/watch/watch 0 ch05/server-v1 >/dev/full'
    wait_end "$pid"
    check 'stdout is full' "1 watch: stdout: No space left on device" \
        "$status $(cat "$tmp/full.err")"
fi
finish_tests
