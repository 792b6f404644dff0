#!/bin/sh
# test: bad arguments end a program with status 2, a failed call with status 1

. "$(dirname "$0")/../sh/lib.sh"

# expect WANT_STATUS WANT_STDERR PROGRAM [ARGUMENT...]: the program ends with
# this exit status, writes this to stderr, and writes nothing to stdout
expect() {
    want_status=$1 want_err=$2
    shift 2
    try="$*"
    launch usage "$@"
    wait_end "$pid"
    [ "$status" != 'still running' ] || kill_process "$pid"
    check "$*: exit status" "$want_status" "$status"
    check "$*: stderr" "$want_err" "$(cat "$tmp/usage.err")"
    check "$*: stdout" '' "$(cat "$tmp/usage.out")"
    try=''
}

# bad WHAT ARGUMENT...: $program prints WHAT, then its usage line
bad() {
    what=$1
    shift
    expect 2 "${program##*/}: $what
usage: ${program##*/} [address [port]]   (default: 127.0.0.1 9877)" \
        "ch05/$program" "$@"
}

# The programs of the ladder get every kind of bad argument. The others get one
# of each kind: the same function parses their arguments.
for program in server-v1 server-v2 server-v3 client-v1 client-v2; do
    for address in '' 'nonsense' '127.0.0' '127.0.0.1.1' '127.0.0.256' \
        '127.0.0.1 ' ' 127.0.0.1' '127.1' '::1' '-1' '--help'; do
        bad "not a dotted-quad IPv4 address: '$address'" "$address"
    done
    for bad_port in '' 'x' '65536' '-1' '+80' '80x' ' 80' '80 ' '0x50' '1e3' \
        '4294997296' '99999999999999999999'; do
        bad "not a port (0 to 65535): '$bad_port'" 127.0.0.1 "$bad_port"
    done
    bad 'too many arguments: third' 127.0.0.1 9877 third
done
for source in $(programs ch05/*.c ch05/data/*.c ch05/fail/*.c); do
    program=${source#ch05/}
    program=${program%.c}
    case $program in
        */*)
            bad "not a dotted-quad IPv4 address: ''" ''
            bad "not a port (0 to 65535): '65536'" 127.0.0.1 65536
            bad 'too many arguments: third' 127.0.0.1 9877 third ;;
    esac
    if is_client "$program"; then
        bad "not a port to connect to: '0'" 127.0.0.1 0
        expect 1 "${program##*/}: connect: $(reason ECONNREFUSED)" \
            "ch05/$program" 127.0.0.1 1
    fi
done
expect 1 "client-v1: connect: $(reason ECONNREFUSED)" \
    ch05/client-v1 127.0.0.1 65535

# The arguments are good, but a system call fails.
in_use=$(reason EADDRINUSE)
start_version 3
taken=$port server=$pid
for n in 1 2 3; do
    expect 1 "server-v$n: bind: $in_use" \
        "ch05/server-v$n" 127.0.0.1 "$taken"
    expect 1 "server-v$n: bind: $(reason EADDRNOTAVAIL)" \
        "ch05/server-v$n" 192.0.2.1 0
done
kill_process "$server"
for n in 1 2; do
    expect 1 "client-v$n: connect: $(reason ECONNREFUSED)" \
        "ch05/client-v$n" 127.0.0.1 "$taken"
done

# The readiness line has the real address. Not every system has 127.0.0.2.
if have second-address 'server-v1 127.0.0.2 0'; then
    launch other ch05/server-v1 127.0.0.2 0
    check_wait 'server-v1 127.0.0.2 0' 1 \
        count_lines "$tmp/other.out" '^listening on 127\.0\.0\.2 port'
    kill_process "$pid"
fi

# A client that starts with a closed descriptor must not use its socket instead:
# the kernel gives a new socket the lowest free number.
start_version 3
for n in 1 2; do
    for closed in '<&-' '>&-' '2>&-'; do
        try="ch05/client-v$n 127.0.0.1 $port $closed"
        says="client-v$n: stdin, stdout or stderr is closed"
        [ "$closed" != '2>&-' ] || says=
        launch closed sh -c "exec $try"
        wait_end "$pid"
        check "$try" "exit 1, $says" "exit $status, $(cat "$tmp/closed.err")"
    done
done
try=''
kill_process "$server"

# A program that cannot write its output prints an error.
if have /dev/full 'stdout full'; then
    # full PROGRAM ARGUMENT...: run it as if its stdout were on a full disk
    full() {
        try="$* >/dev/full"
        launch full sh -c 'exec "$@" >/dev/full' sh "$@"
        wait_end "$pid"
        got="$(cat "$tmp/full.err"), exit $status"
    }
    full ch05/server-v1 127.0.0.1 0
    check 'server-v1, stdout full' \
        "server-v1: stdout: $(reason ENOSPC), exit 1" "$got"
    try=''
    start_version 1
    echo hello >"$tmp/hello"
    input=$tmp/hello
    full ch05/client-v1 127.0.0.1 "$port"
    check 'client-v1, stdout full' \
        "client-v1: write: $(reason ENOSPC), exit 1" "$got"
    full ch05/fail/linger-client 127.0.0.1 "$port"
    check 'linger-client, stdout full' \
        "linger-client: stdout: $(reason ENOSPC), exit 1" "$got"
    try=''
fi

# Without arguments: 127.0.0.1 9877. Another process may have that port. If it
# is the class of another test, it ends soon.
attempt=0
while [ $((attempt += 1)) -le 10 ]; do
    launch default ch05/server-v1
    wait_for 1 awk 'END { print NR }' "$tmp/default.out" "$tmp/default.err"
    said=$(cat "$tmp/default.out" "$tmp/default.err")
    [ "$said" = "server-v1: bind: $in_use" ] || break
    nap 0.5
done
if [ "$said" != "server-v1: bind: $in_use" ] ||
    have port 'server-v1 without arguments'; then
    check 'server-v1 without arguments' \
        'listening on 127.0.0.1 port 9877' "$said"
    kill_process "$pid"
    launch refused ch05/client-v1
    wait_end "$pid"
    check 'client-v1 without arguments connects to the same port' \
        "client-v1: connect: $(reason ECONNREFUSED)" "$(cat "$tmp/refused.err")"
fi
finish_tests
