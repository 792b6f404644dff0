# shellcheck shell=sh disable=SC2154
# netns.sh: whole hosts, which a lab can let crash. A host is a network
# namespace inside a user namespace, so the lab does not need root.
#
# A test reads this file before lib.sh. It starts the test again in a user
# namespace, where the test may make network namespaces. The kernel removes a
# namespace when its last process ends, so none is left after the test.

# Try what a lab needs; no version number can tell whether it works.
trial='
    set -e
    echo link add left type veth peer name right | ip -batch -
    ip route add blackhole 192.0.2.0/24
    unshare -n true
    nsenter -t $$ -n true
    echo 3 >/proc/sys/net/ipv4/tcp_retries2'

no_hosts=
if [ -z "${UNP_NETNS:-}" ]; then
    for tool in unshare nsenter ip; do
        command -v $tool >/dev/null ||
            no_hosts="$tool is not installed"
    done
    case $- in *x*) trace=-x ;; *) trace= ;; esac
    for how in -Urn -n; do          # root can do without a user namespace
        [ -z "$no_hosts" ] || break
        if why=$(unshare $how sh -c "$trial" 2>&1 >/dev/null); then
            # shellcheck disable=SC2086  # busybox sh is two words
            UNP_NETNS=1 exec unshare $how ${TEST_SH:-sh} $trace "$0"
        fi
        case $why in BusyBox*)
            why=$(echo "$why" | sed -n 's/^Usage: \([a-z]*\) .*/\1/p')
            why="$why is that of busybox, which cannot do it" ;;
        esac
        reason=${reason:-$(echo "$why" | sed 1q)}
    done
    no_hosts=${no_hosts:-$reason}
fi

# --- hosts and wires -------------------------------------------------------

# hosts NAME...: make a host for each name, without wires. On each host runs a
# cat, which keeps the namespace; pid_of prints its pid.
hosts() {
    [ -p "$tmp/pipe.9" ] || { mkfifo "$tmp/pipe.9" && exec 9<>"$tmp/pipe.9"; }
    for host in "$@"; do
        also 9 "$host" unshare -n cat
        echo "$pid" >"$tmp/$host.pid"
    done
    for host in "$@"; do
        wait_for yes is_up "$host"
    done
}
is_up() {
    [ "$(readlink "/proc/$(pid_of "$1")/ns/net")" = \
        "$(readlink /proc/$$/ns/net)" ] || echo yes
}
pid_of() {
    cat "$tmp/$1.pid"
}

# on HOST COMMAND...: run a command on that host
on() {
    host=$1
    shift
    nsenter -t "$(pid_of "$host")" -n "$@"
}

# network NAME: make three hosts, NAME-client, NAME-router and NAME-server, and
# connect them in this order:
#   192.0.2.2 --- 192.0.2.1, 198.51.100.1 --- 198.51.100.2
# The client gives up a connection after a few seconds. Linux usually does that
# only after a quarter of an hour.
network() {
    hosts "$1-client" "$1-router" "$1-server"
    wire "$1-router" "$1-client" client 192.0.2
    wire "$1-router" "$1-server" server 198.51.100
    on "$1-router" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
    on "$1-client" sh -c 'echo 3 >/proc/sys/net/ipv4/tcp_retries2'
}

# wire ROUTER HOST INTERFACE NET: connect INTERFACE of ROUTER, which gets the
# address NET.1, with eth0 of HOST, which gets NET.2
wire() {
    on "$1" ip -batch - <<END
link add $3 type veth peer name eth0 netns $(pid_of "$2")
addr add $4.1/24 dev $3
link set $3 up
END
    on "$2" ip -batch - <<END
addr add $4.2/24 dev eth0
link set eth0 up
route add default via $4.1
END
}

# --- programs on them ------------------------------------------------------

server_address='198.51.100.2 9877'        # of every server: address and port

# serve_on HOST: start server-v3 on that host and wait until it listens; its pid
# is in $pid
serve_on() {
    # shellcheck disable=SC2086  # address and port
    launch "$1-v3" nsenter -t "$(pid_of "$1")" -n ch05/server-v3 $server_address
    wait_for 1 count_lines "$tmp/$1-v3.out" '^listening on'
}

# client_on HOST NAME PROGRAM [FD]: start a client on that host. Its stdin is
# empty, or a pipe for type_line. When it ends, $tmp/NAME.end gets the line
# "UPTIME STATUS".
client_on() {
    if [ -n "${4:-}" ]; then
        input=$tmp/pipe.$4
        mkfifo "$input" && eval "exec $4<>\"\$input\""
    fi
    # shellcheck disable=SC2086  # address and port
    launch "$2" sh -c "$noting_end" "$tmp/$2.end" \
        nsenter -t "$(pid_of "$1")" -n "$3" $server_address
    echo "$pid" >"$tmp/$2.pid"
}
# A new shell runs the client and writes that line. A copy of this shell would
# have its descriptors, and so it would keep the pipes open.
# shellcheck disable=SC2016  # the new shell expands it
noting_end='"$@"
    status=$?
    read -r now _ </proc/uptime
    echo "$now $status" >"$0"'

# uptime: prints the seconds since the machine was started, as in 1234.56
uptime() {
    cut -d ' ' -f 1 /proc/uptime
}

# last_words NAME: wait until the client has ended; prints its exit status and
# its message
last_words() {
    wait_for 1 count_lines "$tmp/$1.end" .
    echo "$(cut -d ' ' -f 2 "$tmp/$1.end") $(sed 's/^[^:]*: //' "$tmp/$1.err")"
}

# --- what the kernel knows about a host ------------------------------------

# tcp_count HOST NAME: prints a TCP counter, such as RetransSegs or OutRsts
tcp_count() {
    awk -v name="$2" '
        $1 == "Tcp:" && column { print $column }
        $1 == "Tcp:" { for (i = 2; i <= NF; i++) if ($i == name) column = i }
        ' "/proc/$(pid_of "$1")/net/snmp"
}

# states_on HOST: prints a line COUNT STATE for each state of the sockets of the
# clients on that host
states_on() {
    net=/proc/$(pid_of "$1")/net sockets 9877 |
        sed -n 's/^client \([^ ]*\) .*/\1/p' | sort | uniq -c | sed 's/^ *//'
}

# show_host HOST: show what ss prints about these sockets, with their timers
show_host() {
    [ -n "$DEMO" ] || return 0
    if command -v ss >/dev/null; then
        printf '%-6s%6s %-15s %-17s %s\n' State Send-Q Local Peer Timer
        on "$1" ss -Htno | while read -r state _ sendq here there timer; do
            printf '%-6s%6s %-15s %-17s %s\n' "$state" "$sendq" "$here" \
                "$there" "${timer#timer:}"
        done
    else
        states_on "$1"
    fi | sed 's/^/    /; s/ *$//' | collect
}
