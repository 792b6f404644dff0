#!/bin/sh
# test: valgrind finds no error and no descriptor that is left open

. "$(dirname "$0")/../sh/lib.sh"

need valgrind 'all programs under valgrind'
WAIT=200                        # a program starts slowly under valgrind

# inspect PROGRAM ARGUMENT...: launch ch05/PROGRAM under valgrind. Without
# --read-inline-info=no, valgrind would spend a quarter of its time on reading
# what the compiler has inlined. The logs of PROGRAM have its name, because a
# pid may soon belong to a process of another program.
inspect() {
    inspected=$1
    shift
    mkdir -p "$tmp/logs/$inspected"
    launch "${inspected##*/}" valgrind --leak-check=full --track-fds=yes \
        --read-inline-info=no "--log-file=$tmp/logs/$inspected/%p" \
        "ch05/$inspected" "$@"
}

# judge NAME LOG OPEN: check what valgrind has written to LOG about the process
# with this NAME. It should leave OPEN descriptors open.
judge() {
    try="valgrind --leak-check=full --track-fds=yes ch05/${1%\'s child}"
    wait_for 1 count_lines "$2" 'ERROR SUMMARY'
    check "$1: errors" 0 \
        "$(sed -n 's/.*ERROR SUMMARY: \([0-9]*\) .*/\1/p' "$2")"
    [ "$3" = any ] ||
        check "$1: descriptors that it opened and left open" "$3" "$(awk '
            /at 0x/ && opened { n++ }   # inherited ones have no such line
            { opened = / Open / }
            END { print n + 0 }' "$2")"
    try=''
}

# count_logs FOLDER PID: prints how many children of that process have begun a
# log in this folder
count_logs() {
    cat "$1"/* | grep -c "Parent PID: $2\$"
}

# client_of PROGRAM, server_of PROGRAM: prints which program is its peer
client_of() {
    case $1 in
        data/sum-*) echo "${1%server}client" ;;
        server-v*) echo client-v2 ;;
        *) echo client-v1 ;;
    esac
}
server_of() {
    case $1 in
        data/sum-*) echo "${1%client}server" ;;
        data/half-close-client) echo data/upper-server ;;
        *) echo server-v3 ;;
    esac
}

# All servers and warm-ups start at once; later the clients run one by one. The
# servers of fail/ are copies of these servers with a fault in one or two lines.
servers='' clients='' warmups='' sources='ch05/server-v3.c ch05/client-v2.c'
if have long 'the other programs under valgrind'; then
    sources=$(programs ch05/*.c ch05/data/*.c ch05/fail/*.c ch05/proc/*.c)
fi
for source in $sources; do
    program=${source#ch05/}
    program=${program%.c}
    if [ "${program#proc/}" != "$program" ]; then
        inspect "$program" 0.1
        warmups="$warmups $program:$pid"
    elif is_client "$program"; then
        clients="$clients $program"
    elif [ "${program#fail/}" = "$program" ]; then
        inspect "$program" 127.0.0.1 0
        servers="$servers $program:$pid"
    fi
done
printf '1 2\nno newline' >"$tmp/input"

for server in $servers; do
    program=${server%:*} server=${server##*:}
    out=$tmp/${program##*/}.out
    wait_for 1 count_lines "$out" '^listening'
    port=$(listen_port "${program##*/}")
    input=$tmp/input
    launch client "ch05/$(client_of "$program")" 127.0.0.1 "$port"
    wait_end "$pid"
    kids=1
    case $program in
        server-v*) kids=5 ;;
    esac
    logs=$tmp/logs/$program
    wait_for $kids count_logs "$logs" "$server"
    wait_for 0 count_children "$server"
    kill -TERM "$server" 2>/dev/null
    wait_for no alive "$server"
    judge "$program" "$logs/$server" 1
    children=0
    for log in "$logs"/*; do
        if grep -q "Parent PID: $server\$" "$log"; then
            judge "$program's child" "$log" 0
            children=$((children + 1))
        fi
    done
    check "$program: children inspected" $kids $children
done

for program in $clients; do
    start_server server "ch05/$(server_of "$program")" 127.0.0.1 0
    server=$pid open=0
    input=$tmp/input
    inspect "$program" 127.0.0.1 "$port"
    client=$pid
    case $program in            # these end when the server's child ends
        fail/keepalive-client | fail/never-reads | fail/no-fin-client)
            wait_for 1 count_children "$server"
            kill -KILL "$(children "$server")"
            open=any ;;
    esac
    wait_end "$client"
    judge "$program" "$tmp/logs/$program/$client" $open
    kill_process "$server"
done

for program in $warmups; do
    pid=${program##*:}
    wait_end "$pid"
    judge "${program%:*}" "$tmp/logs/${program%:*}/$pid" 0
done
finish_tests
