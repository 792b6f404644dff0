#!/bin/sh
# test: parent, child and their sockets, before and after fork: a picture
#
# PICTURE=ch05/who-has.svg tests/ladder/who-has.t makes the picture again. The
# lab descriptors shows the same in numbers.

. "$(dirname "$0")/../sh/lib.sh"
. tests/ladder/picture.sh

need proc 'which process has which descriptor'

# has NAME PID: a fact, "has NAME FD STATE ...", for descriptors 3 to 6
has() {
    line="has $1"
    for fd in 3 4 5 6; do
        inode=$(readlink "/proc/$2/fd/$fd") || continue
        inode=${inode#*\[}
        line="$line $fd $(sockets "$port" | awk -v inode="${inode%\]}" '
            $6 == inode { state = $2 } END { print state }')"
    done
    echo "$line"
}

# stepwise-v1 is server-v1, but each process stops itself before each Close.
start_server stepwise-v1 tests/tool/stepwise-v1 127.0.0.1 0
{ echo 'panel Before: one process'; has parent "$server"; } >"$tmp/facts"

hold 3 client ch05/client-v1 127.0.0.1 "$port"
wait_for T state "$server"
child=$(children "$server")
wait_for T state "$child"
{
    echo 'panel After fork: both have both'
    echo 'has client'
    has parent "$server"
    has child "$child"
} >>"$tmp/facts"

kill -CONT "$server" "$child"
wait_for 'has parent 3 LISTEN' has parent "$server"
wait_for 'has child 4 ESTABLISHED' has child "$child"
{
    echo 'panel After both calls of Close'
    echo 'has client'
    has parent "$server"
    has child "$child"
} >>"$tmp/facts"

check 'who has what' 'has parent 3 LISTEN
has client
has parent 3 LISTEN 4 ESTABLISHED
has child 3 LISTEN 4 ESTABLISHED
has client
has parent 3 LISTEN
has child 4 ESTABLISHED' "$(grep -v panel "$tmp/facts")"
# may lack: xmllint
check_picture who-has 'Who has which socket, before and after fork' \
    <"$tmp/facts"
finish_tests
