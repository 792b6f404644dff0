# shellcheck shell=sh
# probe.sh: what the kernel says of processes and TCP sockets.
#
# On Linux it is read from /proc: no package is needed. Elsewhere, or with
# PROBE=ps, it comes from ps and netstat. Everything is about one process or
# one port: the machine has other zombies and other sockets.

if [ -z "${PROBE:-}" ]; then
    if [ -r /proc/self/stat ] && [ -r /proc/net/tcp ]; then
        PROBE=proc
    else
        PROBE='ps'
    fi
fi

proc=/proc                      # probe.t has another

# processes: a line for each process of the machine: PID PPID STATE
processes() {
    if [ "$PROBE" = proc ]; then
        # PID (NAME) STATE PPID ...: NAME may hold spaces and brackets
        cat /proc/[0-9]*/stat 2>/dev/null |
            sed -n 's/^\([0-9]*\) (.*) \(.\) \([0-9]*\) .*/\1 \3 \2/p'
    else
        ps -A -o pid= -o ppid= -o stat= |
            awk '{ print $1, $2, substr($3, 1, 1) }'
    fi
}

# children PID: the pids of its children, a line each; the dead ones too.
children() {
    processes | awk -v parent="$1" '$2 == parent { print $1 }'
}

# count_children PID: how many of them live
count_children() {
    processes | awk -v parent="$1" '
        $2 == parent && $3 != "Z" { n++ }
        END { print n + 0 }'
}

# count_zombies PID: how many have ended and were not waited for
count_zombies() {
    processes | awk -v parent="$1" '
        $2 == parent && $3 == "Z" { n++ }
        END { print n + 0 }'
}

# state PID: R running, S asleep, T stopped, Z zombie; "gone" if there is none
state() {
    if [ "$PROBE" = proc ]; then        # no other program: this is asked often
        stat=
        { read -r stat <"/proc/$1/stat"; } 2>/dev/null
        stat=${stat##*) }               # behind PID (NAME)
        stat=${stat%% *}
    else
        stat=$(processes | awk -v pid="$1" '$1 == pid { print $3 }')
    fi
    echo "${stat:-gone}"
}

# start_time PID: when it was started, in ticks; nothing without /proc
start_time() {
    sed 's/.*) //' "$proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# parent PID: its parent's pid
parent() {
    processes | awk -v pid="$1" '$1 == pid { print $2 }'
}

# sockets PORT: a line for each TCP socket with PORT at one of its ends:
#   SIDE STATE LOCALPORT REMOTEPORT RECVQ INODE
# SIDE is "server" if PORT is the local one, otherwise "client". RECVQ are the
# bytes that nobody has read yet. INODE is 0 if no process has the socket.
# Loopback addresses other than 127.0.0.1 do not count: they are the bench's.
# They are of this host, or of the network namespace with the folder $net.
sockets() {
    if [ "$PROBE" = proc ]; then
        cat "${net:-/proc/net}/tcp"
    else
        netstat -an | awk '$1 ~ /^tcp4?$/ { print $4, $5, $6, $2 }'
    fi | awk -v port="$1" -v probe="$PROBE" '
        function hex(text,    i, n) {
            for (i = 1; i <= length(text); i++)
                n = n * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
            return n
        }
        # other(IP): is it 127.x.y.z, but not 127.0.0.1? In either byte order.
        function other(ip) {
            return ip ~ /^7F|7F$/ && ip != "7F000001" && ip != "0100007F"
        }
        # first(ADDRESSES): a line for them has not been there. Read while it
        # changes, the table of Linux may repeat lines, by hundreds.
        function first(local, remote) {
            return !seen[local, remote]++
        }
        BEGIN {
            split("ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 " \
                  "TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING " \
                  "SYN_RECV", name, " ")
        }
        probe == "proc" && $1 ~ /^[0-9]+:$/ {
            # SL LOCAL:PORT REMOTE:PORT STATE SENDQ:RECVQ ... UID . INODE
            split($2, l, ":"); split($3, r, ":"); split($5, q, ":")
            if (other(l[1]) || other(r[1]))
                next
            here = hex(l[2])
            there = hex(r[2])
            if ((here == port || there == port) && first($2, $3))
                show(here, there, name[hex($4)], hex(q[2]), $10)
        }
        probe == "ps" && first($1, $2) {
            sub(/.*[.:]/, "", $1); sub(/.*[.:]/, "", $2)
            sub(/^FIN_WAIT_/, "FIN_WAIT", $3); sub(/^SYN_RCVD/, "SYN_RECV", $3)
            show($1, $2, $3, $4, "-")
        }
        function show(local, remote, state, recvq, inode) {
            if (local == port)
                print "server", state, local, remote, recvq, inode
            else if (remote == port)
                print "client", state, local, remote, recvq, inode
        }'
}

# count_sockets PORT SIDE STATE: how many there are
count_sockets() {
    sockets "$1" | grep -c "^$2 $3 "
}

# time_wait_room: "yes" if the kernel can keep some more TIME_WAITs. When its
# table is full (a bench has just run) it drops new ones, and a count is short.
time_wait_room() {
    most=$(cat "$proc/sys/net/ipv4/tcp_max_tw_buckets" 2>/dev/null)
    sed -n 's/^TCP:.* tw \([0-9]*\).*/\1/p' "$proc/net/sockstat" 2>/dev/null |
        awk -v most="${most:-0}" '
            most > 0 && $1 > most * 3 / 4 { full = 1 }
            END { if (!full) print "yes" }'
}

# one_end PORT SIDE CLIENTPORT: "STATE RECVQ" of that end of one connection
one_end() {
    sockets "$1" | awk -v side="$2" -v other="$3" '
        $1 == side && $(side == "server" ? 4 : 3) == other { print $2, $5 }'
}

# client_port PORT: the other port of each connection that is established
client_port() {
    sockets "$1" | awk '$1 == "client" && $2 == "ESTABLISHED" { print $3 }'
}

# accept_queue PORT: how many connections wait there for accept. On Linux they
# are the Recv-Q of the socket that listens; elsewhere it is always 0.
accept_queue() {
    sockets "$1" | awk '$2 == "LISTEN" { print $5 }'
}

# signal_in SET PID NAME: 1 if the signal (CHLD, without SIG) is in that set of
# the process, otherwise 0. SET is SigBlk (blocked, as in its own handler) or
# SigCgt (has a handler). From /proc only; elsewhere nothing is printed.
signal_in() {
    signo=1
    until [ "$(kill -l $signo)" = "$3" ]; do
        [ $((signo += 1)) -le 31 ] || return
    done
    set_bits=$(sed -n "s/^$1:.*\(........\)$/\1/p" "/proc/$2/status") &&
        echo $((0x$set_bits >> (signo - 1) & 1))
}

# clock: the time; cpu_time PID: the time that this process has run. Both in
# hundredths of a second; 0 where there is no /proc.
clock() {
    sed 's/^\([0-9]*\)\.\([0-9]*\) .*/\1\2/' /proc/uptime 2>/dev/null || echo 0
}
cpu_time() {
    # PID (NAME) STATE PPID ...: the 14th and 15th are user and system ticks
    sed 's/.*) //' "$proc/$1/stat" 2>/dev/null |
        awk -v ticks="$(getconf CLK_TCK)" '
            { n = 100 * ($12 + $13) / ticks }
            END { print int(n) }'
}
