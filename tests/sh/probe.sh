# shellcheck shell=sh disable=SC2016,SC2034
# probe.sh: what the kernel knows about processes and TCP sockets.
#
# On Linux these functions read /proc, so they need no package. Elsewhere, or
# with PROBE=ps, they use ps and netstat. Each looks at one process or one port,
# because the machine has other zombies and other sockets.

if [ -z "${PROBE:-}" ]; then
    if [ -r /proc/self/stat ] && [ -r /proc/net/tcp ]; then
        PROBE=proc
    else
        PROBE='ps'
    fi
fi

[ "$PROBE" = proc ] && fin=1 || fin=0

# lacks_tables: prints why ps and netstat show nothing; nothing if they do
lacks_tables() {
    if [ "$(PROBE='ps' state $$ 2>/dev/null)" != gone ] &&
        netstat -an >/dev/null 2>&1; then
        return
    elif [ "$(uname)" = Linux ] && [ ! -r /proc/self/stat ]; then
        echo 'there is no /proc: sudo mount -t proc proc /proc'
    elif ! command -v ps >/dev/null || ! command -v netstat >/dev/null; then
        echo 'ps or netstat is missing: install procps and net-tools'
    else
        echo 'ps or netstat shows nothing here'
    fi
}

proc=/proc                      # tests/self/probe.t sets another folder

# processes [ACTION [WHAT]]: reads all processes of the machine with awk, and
# does ACTION for each; without one it prints a line PID PPID STATE. ACTION is
# written for awk; it knows pid, parent and state, and WHAT as what.
processes() {
    [ $# -gt 0 ] || set -- '{ print pid, parent, state }'
    # In /proc, a line is PID (NAME) STATE PPID and more. NAME may have spaces
    # and brackets.
    # ps on BSD says I for a long sleep, O for a process that runs, and U, L
    # or W where Linux says D or S.
    set -- "${2:-}" '{ sub(/\(.*\) /, "") }
        { pid = $1; state = substr($2, 1, 1); parent = $3 }
        { if (state ~ /[ILW]/) state = "S"
          if (state == "O") state = "R"
          if (state == "U") state = "D" } '"$1"
    if [ "$PROBE" = proc ]; then
        cat /proc/[0-9]*/stat 2>/dev/null | awk -v what="$1" "$2"
    else
        ps -A -o pid= -o stat= -o ppid= | awk -v what="$1" "$2"
    fi
}

# list_children PID: the pids of its children, also of the zombies, are in
# $kid_pids. Returns 1 where only the whole process table has them. While a
# process reaps, its list may lack one: two looks must see the same.
list_children() {
    [ "$PROBE" = proc ] && [ -r /proc/$$/task/$$/children ] || return 1
    kid_pids='' kid_seen=none
    until [ "$kid_pids" = "$kid_seen" ]; do
        kid_seen=$kid_pids kid_pids=''
        for kid_thread in "/proc/$1/task"/*; do
            kid_list=''
            { read -r kid_list <"$kid_thread/children"; } 2>/dev/null
            kid_pids="$kid_pids $kid_list"
        done
    done
}

# children PID: prints the pids of its children, also of the zombies
children() {
    if list_children "$1"; then
        for kid_pid in $kid_pids; do
            echo "$kid_pid"
        done
    else
        processes 'parent == what { print pid }' "$1"
    fi
}

# count_children PID: prints how many of them are not zombies
count_children() {
    if list_children "$1"; then
        kid_count=0
        for kid_pid in $kid_pids; do
            state "$kid_pid" >/dev/null
            case $stat in '' | Z) ;; *) kid_count=$((kid_count + 1)) ;; esac
        done
        echo $kid_count
    else
        processes 'parent == what && state != "Z" { n++ }
            END { print n + 0 }' "$1"
    fi
}

# count_zombies PID: prints how many of them are zombies
count_zombies() {
    if list_children "$1"; then
        kid_count=0
        for kid_pid in $kid_pids; do
            state "$kid_pid" >/dev/null
            [ "$stat" != Z ] || kid_count=$((kid_count + 1))
        done
        echo $kid_count
    else
        processes 'parent == what && state == "Z" { n++ }
            END { print n + 0 }' "$1"
    fi
}

# state PID: prints R (running), S (asleep), T (stopped), Z (zombie), or "gone"
# if there is no such process; $stat is the letter, or empty
state() {
    if [ "$PROBE" = proc ]; then        # tests call it often: start no program
        stat=
        { read -r stat <"/proc/$1/stat"; } 2>/dev/null
        stat=${stat##*) }               # what follows PID (NAME)
        stat=${stat%% *}
    else
        stat=$(processes 'pid == what { print state }' "$1")
    fi
    echo "${stat:-gone}"
}

# start_time PID: prints when it was started, in ticks or as ps says it, as one
# word; prints nothing if nobody knows
start_time() {
    if [ "$PROBE" = 'ps' ]; then
        ps -o lstart= -p "$1" 2>/dev/null | tr -s ' :' __
        return
    fi
    begun=
    { read -r begun <"$proc/$1/stat"; } 2>/dev/null
    # shellcheck disable=SC2086  # a word for each field after PID (NAME)
    set -- ${begun##*) }
    [ $# -lt 20 ] || { shift 19; echo "$1"; }
}

# parent PID: prints its parent's pid
parent() {
    if [ "$PROBE" = proc ]; then
        stat=
        { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
        stat=${stat##*) }
        stat=${stat#* }
        echo "${stat%% *}"
    else
        processes 'pid == what { print parent }' "$1"
    fi
}

# sockets PORT ["SIDE STATE"]: prints a line for each TCP socket whose local or
# remote port is PORT:
#   SIDE STATE LOCALPORT REMOTEPORT RECVQ INODE
# SIDE is "server" if PORT is the local one, otherwise "client". RECVQ is how
# many bytes no process has read yet; where /proc shows it, a FIN that is not
# read yet counts as one byte: $fin. INODE is 0 if no process has the socket.
# With "SIDE STATE" it only prints how many of these there are.
# Sockets of other loopback addresses than 127.0.0.1 do not count: the bench
# uses them. If $net is set, it is the folder /proc/PID/net of another host,
# which netstat does not see.
sockets() {
    if [ "$PROBE" = proc ] || [ -n "${net:-}" ]; then
        awk -v port="$1" -v counted="${2:-}" "$show_ends$linux_sockets" \
            "${net:-/proc/net}/tcp"
    else
        netstat -an |
            awk -v port="$1" -v counted="${2:-}" "$show_ends$netstat_sockets"
    fi
}
# These are programs for awk.
show_ends='
    function show(local, remote, state, recvq, inode) {
        side = local == port ? "server" : "client"
        if (local != port && remote != port)
            return
        if (counted == "")
            print side, state, local, remote, recvq, inode
        else if (counted == side " " state)
            count++
    }
    END {
        if (counted != "")
            print count + 0
    }
    # first(ADDRESSES): true for the first line with them. If the table of Linux
    # changes while we read it, it may repeat hundreds of lines.
    function first(local, remote) {
        return !seen[local, remote]++
    }'
linux_sockets='
    function hex(text,    i, n) {
        for (i = 1; i <= length(text); i++)
            n = n * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
        return n
    }
    # other(IP): is it 127.x.y.z, but not 127.0.0.1? The byte order of the
    # machine decides which end of the hex number is the 127.
    function other(ip) {
        return ip ~ /^7F|7F$/ && ip != "7F000001" && ip != "0100007F"
    }
    BEGIN {
        split("ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT " \
              "CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING SYN_RECV", name, " ")
    }
    # Most lines have other ports: awk need not split them into fields.
    BEGIN { this_port = sprintf(":%04X ", port) }
    index($0, this_port) && $1 ~ /^[0-9]+:$/ {
        # SL LOCAL:PORT REMOTE:PORT STATE SENDQ:RECVQ; field 10 is INODE
        split($2, l, ":"); split($3, r, ":"); split($5, q, ":")
        if (!other(l[1]) && !other(r[1]) && first($2, $3))
            show(hex(l[2]), hex(r[2]), name[hex($4)], hex(q[2]), $10)
    }'
# A FIN counts in the netstat of Linux, whose ports stand after a colon. BSD
# does not count it, and calls a socket CLOSED that has lost its connection.
netstat_sockets='
    function other(address) {
        return address ~ /^127[.]/ && address !~ /^127[.]0[.]0[.]1[.:]/
    }
    $6 != "CLOSED" && $1 ~ /^tcp(4|46)?$/ && !other($4) && !other($5) &&
        first($4, $5) {
        if ($6 == "CLOSE_WAIT" && $2 > 0 && $4 ~ /:/)
            $2--
        sub(/.*[.:]/, "", $4); sub(/.*[.:]/, "", $5)
        sub(/^FIN_WAIT_/, "FIN_WAIT", $6); sub(/^SYN_RCVD/, "SYN_RECV", $6)
        show($4, $5, $6, $2, "-")
    }'

# count_sockets PORT SIDE STATE: prints how many there are
count_sockets() {
    sockets "$1" "$2 $3"
}

# time_wait_room: prints "yes" if the kernel can keep more TIME_WAITs. If its
# table is full, for example after a bench, it drops new ones, and a test counts
# too few. "never": the table is too small even when it is empty. The word is in
# $tw_room, too. The size of the table is in $tw_most: it is read once. $tw_name
# is what one can set.
tw_name=net.ipv4.tcp_max_tw_buckets
time_wait_room() {
    # Not read: it takes byte after byte, and such a file has one to give.
    if [ -z "${tw_most:-}" ] &&
        ! tw_most=$(cat "$proc/sys/net/ipv4/tcp_max_tw_buckets" 2>/dev/null) &&
        [ "$(sysctl -n net.inet.tcp.nolocaltimewait 2>/dev/null)" = 1 ]
    then                        # FreeBSD 14: none between two local sockets
        tw_most=0 tw_name=net.inet.tcp.nolocaltimewait
    fi
    tw_used=0 tw_room=
    {
        while read -r tw_word _ _ _ _ _ tw_used _; do
            [ "$tw_word" != TCP: ] || break
        done <"$proc/net/sockstat"
    } 2>/dev/null
    if [ "${tw_most:-100}" -lt 100 ]; then
        tw_room=never
    elif [ -z "$tw_most" ] || [ "${tw_used:-0}" -le $((tw_most * 3 / 4)) ]; then
        tw_room=yes
    fi
    echo "$tw_room"
}

# one_end PORT SIDE CLIENTPORT: prints STATE RECVQ of that end of one connection
one_end() {
    sockets "$1" | awk -v side="$2" -v other="$3" '
        $1 == side && $(side == "server" ? 4 : 3) == other { print $2, $5 }'
}

# client_port PORT: prints the client's port of each ESTABLISHED connection
client_port() {
    sockets "$1" | awk '$1 == "client" && $2 == "ESTABLISHED" { print $3 }'
}

# accept_queue PORT: prints how many connections wait there for accept. On Linux
# that is the Recv-Q of the listening socket; elsewhere Recv-Q is always 0.
accept_queue() {
    sockets "$1" | awk '$2 == "LISTEN" { print $5 }'
}

# unread PORT: prints "BYTES INODE" for each connection with bytes that nobody
# has read. INODE 0: no process has a descriptor for it.
unread() {
    sockets "$1" | awk '$2 == "ESTABLISHED" && $5 > 0 { print $5, $6 }'
}

# sockets_of PID: prints how many of its descriptors are sockets; needs /proc
sockets_of() {
    # shellcheck disable=SC2010  # these names have no newline
    ls -l "/proc/$1/fd" 2>/dev/null | grep -c 'socket:'
}

# signal_in SET PID NAME: prints 1 if the signal (CHLD, without SIG) is in that
# set of the process, otherwise 0. SET is SigBlk (blocked, as in its own
# handler) or SigCgt (has a handler). Without /proc it prints nothing.
signal_in() {
    signo=1
    until [ "$(kill -l $signo)" = "$3" ]; do
        [ $((signo += 1)) -le 31 ] || return
    done
    set_bits=$(sed -n "s/^$1:.*\(........\)$/\1/p" "/proc/$2/status") &&
        echo $((0x$set_bits >> (signo - 1) & 1))
}

# clock prints the time, cpu_time PID prints the CPU time of that process. Both
# are in hundredths of a second; without /proc they are 0.
clock() {
    up=.0                       # if there is no such file
    { read -r up _ </proc/uptime; } 2>/dev/null
    echo "${up%.*}${up#*.}"
}
cpu_time() {
    # The fields 14 and 15 are the ticks in user mode and in system mode. sed
    # has removed the first two fields, PID (NAME), so they are $12 and $13.
    sed 's/.*) //' "$proc/$1/stat" 2>/dev/null |
        awk -v ticks="$(getconf CLK_TCK)" '
            { n = 100 * ($12 + $13) / ticks }
            END { print int(n) }'
}
