#!/bin/sh
# lab: which process has which descriptor, before and after each Close
# class: 4 minutes
# title: which process has which descriptor
# unp: 4.8
# keep: Each process has its own table of descriptors; after fork, each closes
#   what it does not use.
#
# stepwise-v1 is server-v1, but each process stops itself before each Close and
# goes on when we have looked at it.

. "$(dirname "$0")/../sh/lib.sh"

need proc 'which process has which descriptor'

# inode PID FD: prints the inode of that socket; nothing if it is not open
inode() {
    readlink "/proc/$1/fd/$2" | sed -n 's/^socket:\[\(.*\)\]$/\1/p'
}
# has PID: prints "FD STATE" of each descriptor from 3 to 6
has() {
    for fd in 3 4 5 6; do
        [ ! -e "/proc/$1/fd/$fd" ] || echo "$fd $(cell "$1" $fd %.0s%s)"
    done | paste -s -d ' ' -
}
# cell PID FD FORMAT: prints inode and state of that socket in this format
cell() {
    which=$(inode "$1" "$2")
    sockets "$port" | awk -v inode="${which:--}" -v format="$3" '
        $6 == inode { state = $2 }
        END { printf format, inode, state }'
}
# row STAGE PROCESS PID: show its descriptors 3 and 4
row() {
    tell "$({ printf '%-28s%-10s' "$1" "$2"
        cell "$3" 3 '%-8s %-11s'; cell "$3" 4 '%-8s %s'; } | sed 's/ *$//')"
}

# both_stopped: wait until the parent and its new child are stopped after fork;
# the child's pid is in $child
both_stopped() {
    wait_for T state "$server"
    child=$(children "$server" | grep -vx "${first:-none}")
    wait_for T state "$child"
}

# inode_in TOOL PID: prints what this tool says about descriptor 4
inode_in() {
    case $1 in
        ss) ss -tanpe | sed -n "s/.*pid=$2,fd=4).* ino:\([0-9]*\) .*/\1/p" ;;
        lsof) lsof -nP -w -i | awk -v pid="$2" '
            $2 == pid && $4 ~ /^4/ { print $6 }' ;;
    esac
}
# compare TOOL COMMAND COLUMN: check it for both processes, and show it
compare() {
    parents=$(inode_in "$1" "$server") childs=$(inode_in "$1" "$first")
    check "$2 shows the same inode" "$connected $connected" "$parents $childs"
    tell "$(printf '    %-24s%-10s%s' "$2, $3" "$parents" "$childs")"
}

heading 'A client connects to server-v1, which we stop before each Close:'
start_server stepwise-v1 tests/tool/stepwise-v1 127.0.0.1 0
check 'no client has come: the parent listens' '3 LISTEN' "$(has "$server")"
hold 3 client ch05/client-v1 127.0.0.1 "$port"
both_stopped
first=$child connected=$(inode "$server" 4)
both='3 LISTEN 4 ESTABLISHED'
check 'fork has returned: the parent' "$both" "$(has "$server")"
check 'fork has returned: the child' "$both" "$(has "$first")"
check 'fork has returned: both have the same two sockets' \
    "$(inode "$server" 3) $connected" "$(inode "$first" 3) $(inode "$first" 4)"
tell "$(printf '%-28s%-10s%-20s%s' '' process 'descriptor 3' 'descriptor 4')"
row 'fork has returned' parent "$server"
row '' child "$first"
tell '' "$(printf '    %-24s%-10s%s' 'descriptor 4, by' parent child)" \
    "$(printf '    %-24s%-10s%s' /proc/PID/fd "$connected" \
        "$(inode "$first" 4)")"
! have ss 'ss -tanpe shows the same inode' ||
    compare ss 'ss -tanpe' ino
! have lsof 'lsof -nP -i shows the same inode' ||
    compare lsof 'lsof -nP -i' DEVICE
tell ''

kill -CONT "$first"
check_wait 'after its Close(listenfd), the child' '4 ESTABLISHED' has "$first"
check 'the parent still has both' "$both" "$(has "$server")"
row 'the child: Close(listenfd)' child "$first"
kill -CONT "$server"
check_wait 'after its Close(connfd), the parent' '3 LISTEN' has "$server"
check 'the child still has the connection' '4 ESTABLISHED' "$(has "$first")"
row 'the parent: Close(connfd)' parent "$server"

# The lowest free number of the parent is 4 again.
ask 'server-v1 serves a first client. The parent has closed its connfd, and the
    child its listenfd. Which descriptor will accept return for a second
    client?' \
    'Which numbers are in use in the parent now? Each process has its own.' \
    '3|the lowest that no socket has' '4|the lowest that is free here' \
    '5|the child of client 1 has 4' '6|two for each client'
hold 4 next ch05/client-v1 127.0.0.1 "$port"
both_stopped
new=$(has "$server")
new=${new% *}
check 'client 2: accept has returned 4 again' "$both" "$(has "$server")"
kill -CONT "$server" "$child"
check_wait 'client 2: its child has it as descriptor 4' '4 ESTABLISHED' \
    has "$child"
check_wait 'client 2: the parent has closed it' '3 LISTEN' has "$server"
check 'client 2: it is another socket' different \
    "$([ "$(inode "$child" 4)" = "$connected" ] || echo different)"
row 'a second client connects' parent "$server"
row '' child "$first"
row '' 'child 2' "$child"
answer "${new##* }" \
    'Close(connfd) has freed the number 4 in the parent. Each process has a
    table of its own, so the child of client 1 still has its connection as
    descriptor 4.' \
    'ch05/README.md'

hang_up 3
wait_for T state "$first"
check 'client 1 closes: its child, before Close(connfd)' '4 CLOSE_WAIT' \
    "$(has "$first")"
row 'client 1 closes' child "$first"
kill -CONT "$first"
check_wait 'after its Close(connfd), the child is a zombie' Z state "$first"
check 'a zombie has no descriptors' '' "$(has "$first")"
row 'the child: Close(connfd)' zombie "$first"
good 'Close frees the number 4 in the parent, and accept takes the lowest free'
good 'number: each client is descriptor 4. The inode names the socket itself.'
# Both children and the server end with the test.
finish_tests
