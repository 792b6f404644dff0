#!/bin/sh
# test: which programs can be the client and the server of the wire
# slow

. "$(dirname "$0")/../sh/lib.sh"
need exec 'programs in the folder for temporary files'
. tests/sh/wire.sh

need wire 'other programs on the wire'

lines() {
    printf '%s\n' "$story" | grep -e "$1"
}
v3=ch05/server-v3 v1=ch05/client-v1

# A path with a space, a command with quotes, a command without %p.
mkdir "$tmp/a b"
cp $v3 "$tmp/a b/server" && cp $v1 "$tmp/a b/client"
chmod 755 "$tmp" "$tmp/a b"
conversation='run\ntype hello\nrun\neof\nrun\n'
cable_of "$conversation" "$tmp/a b/server" "$tmp/a b/client"
check 'paths with a space: the echo' 'client prints: hello' \
    "$(lines 'client prints')"
check 'paths with a space: the title' \
    '     client on 192.0.2.1 server on 192.0.2.2' \
    "$(sed -n '1s/\([0-9]\)   */\1 /g; 1p' "$tmp/cable.out")"
cable_of "$conversation" "'$tmp/a b/server' %a %p" "env '$tmp/a b/client'"
check 'commands with quotes: the echo' 'client prints: hello' \
    "$(lines 'client prints')"
# The stdin of a server is at its end: cat ends, too.
cable_of "$conversation" "sh -c 'cat; exec $v3 0.0.0.0 %p'" $v1
check '0.0.0.0: the echo' 'client prints: hello' "$(lines 'client prints')"
# A server on [::] is in another table of its host.
cable_of '1\n2\n3\n' 'env FLAW=v6 tests/bad/odd %a %p' $v1
check '[::]: the states' 'SYN_SENT SYN_RCVD
ESTABLISHED SYN_RCVD
ESTABLISHED ESTABLISHED' "$(states)"

# A server that listens where no other host can reach it, and none at all.
check_refusal 1 'wire: ch05/server-v3 127.0.0.1 %p has ended: it does not '\
'listen on 192.0.2.2 port 9877' ch05/wire/wire 'ch05/server-v3 127.0.0.1 %p'
check_refusal 1 'wire: tests/none %p has ended: it does not listen on '\
'192.0.2.2 port 9877' ch05/wire/wire 'tests/none %p'

# A client that has ended, and a child of it has not.
check_refusal 1 'wire: sleep 60 & : %p has ended: it has not sent a SYN' \
    ch05/wire/wire $v3 'sleep 60 & : %p'

# What cannot be run says so once. (What is in our buffer at fork is not said by
# the child, too.)
printf 'this is no program\n' >"$tmp/text"
chmod 755 "$tmp/text"
launch refused ch05/wire/wire "$tmp/text"
wait_end "$pid"
check 'a file that is no program' '1 1 0' "$status $(grep -c \
    'prints: text: exec: ' "$tmp/refused.out") $(grep -c \
    'prints:.* on ' "$tmp/refused.out")"

# A descriptor of ours that is closed would become a pipe of a program.
for closed in '<&-' '>&-'; do
    launch closed sh -c "exec ch05/wire/wire $closed"
    wait_end "$pid"
    check "$closed: exit status" 1 "$status"
    check "$closed: message" 1 \
        "$(grep -c '^wire: .* closed$' "$tmp/closed.err")"
done

# SIGPIPE is not ignored on the hosts, and no descriptor of wire is open there.
launch bare ls /proc/self/fd
wait_end "$pid"
cable_of '' $v3 "sh -c 'ls /proc/self/fd; kill -PIPE \$\$; exec sleep 60'"
check 'a client that SIGPIPE kills' 'client ends, signal 13' \
    "$(lines 'client ends')"
check 'its descriptors, as without wire' "$(cat "$tmp/bare.out")" "$(story |
    sed -n 's/^client prints: //p')"

# A client that does not read: the pipe to it fills, and we do not wait.
{
    printf 'run\nstop client\n'
    i=0
    while [ $((i += 1)) -le 20 ]; do printf 'type %04000d\n' 0; done
    echo ps
} >"$tmp/commands"
run_cable "$tmp/commands" $v3 $v1
check 'a client that does not read: exit status' 2 "$status"
check '... what you type, and ps after it' 'client P T stopped
the client has not read what you have typed' \
    "$(lines 'not read\|stopped' | LC_ALL=C sort -u)"

# What would change the screen is shown as a question mark; what is more than
# the wire can hold at once is read later.
cable_of 'run\ntype \177\033[2J\200\n' $v3 \
    "sh -c 'head -c 70000 /dev/zero; read x; echo; printf %s \"\$x\"'"
check 'bytes that are none for a screen' 'you type: ??[2J
client prints: ??[2J' "$(LC_ALL=C tr -d '\200' <"$tmp/cable.out" |
        sed -n 's/^ *//; /\[2J/p')"

# A process works as long as one of its threads does, even if /proc has Z for it
# because its first thread has ended. And an orphan is on the
# host where it was born.
cable_of '1\n2\n3\n' $v3 tests/tool/thread-client
check 'a thread that works: the wire waits for its SYN' \
    'ESTABLISHED ESTABLISHED' "$(states | tail -n 1)"
cable_of 'run\nps\nkill server\nkill child\n' $v3 \
    "sh -c '(sleep 60 & sleep 60 &) ; true & exec $v1 %a %p'"
# On a busy machine, the shell in between is seen, too.
check_range 'two orphans of the client, and a child' 3 4 \
    "$(count_lines "$tmp/cable.out" '^     client forks child')"
check '... the child has ended at once, and is on its host, too' 1 \
    "$(count_lines "$tmp/cable.out" '^     child [0-9]* ends: a zombie')"
check '... are no children of the server' 'SIGKILL for child P' \
    "$(lines 'SIGKILL for child')"

# A list of commands begins when the client has sent its SYN.
cable_of 'run\n' $v3 "sh -c 'sleep 1; exec $v1 %a %p'"
check 'a client that connects after a second' 'ESTABLISHED ESTABLISHED' \
    "$(states | tail -n 1)"

# For nine seconds nothing happens. `wait` has more patience.
cable_of 'wait\n' $v3 "sh -c 'sleep 9; exec $v1 %a %p'"
check 'a client that connects after nine seconds' \
    '1 SYN_SENT --- SYN seq 0 --> LISTEN' "$(lines SYN)"
finish_tests
