#!/bin/sh
# test: the probes count exactly the zombies and sockets that are there
#
# The labs rely on the functions of probe.sh. So we make one zombie, a TIME_WAIT
# at each end and a process with a difficult name, and count them.

. "$(dirname "$0")/../sh/lib.sh"
need exec 'programs in the folder for temporary files'

# The planter never waits for its child: a shell starts a child and then becomes
# cat (exec). When cat has printed "planted", the shell is gone.
cat >"$tmp/plant" <<'END'
read -r _ <"$1" &
exec cat "$2" "$3"
END
echo 'planted' >"$tmp/planted"
mkfifo "$tmp/child" "$tmp/never" && exec 8<>"$tmp/child" 9<>"$tmp/never"

# has_parent PID PARENT: prints yes or no
has_parent() {
    [ "$(parent "$1")" = "$2" ] && echo yes || echo no
}

# counts: prints all numbers, for the processes and the port of this test
counts() {
    echo "zombies of the planter $(count_zombies "$planter")," \
        "of this shell $(count_zombies $$)," \
        "children of the planter $(count_children "$planter")," \
        "sleeper $(state "$sleeper"), none $(state 999999999)"
    for side in client server; do
        for st in LISTEN ESTABLISHED TIME_WAIT CLOSE_WAIT FIN_WAIT2; do
            echo "$side $st $(count_sockets "$port" "$side" "$st")"
        done
    done
}

launch planter sh "$tmp/plant" "$tmp/child" "$tmp/planted" "$tmp/never"
planter=$pid
wait_for planted cat "$tmp/planter.out"
wait_for 1 count_children "$planter"
echo 'end now' >&8
wait_for 1 count_zombies "$planter"
# If a probe took the first ")" for the end of this name, it would read state Z
# and this shell as the parent.
difficult="$tmp/a) Z $$ (b"
cp ch05/server-v1 "$difficult"
launch sleeper "$difficult" 127.0.0.1 0
sleeper=$pid
wait_for S state "$sleeper"

# A PATH without ps, ss and netstat.
mkdir "$tmp/bin"
for tool in awk cat sed grep; do
    ln -s "$(command -v $tool)" "$tmp/bin/$tool"
done

planted="zombies of the planter 1, of this shell 0, children of the planter 0,\
 sleeper S, none gone
client LISTEN 0
client ESTABLISHED 1
client TIME_WAIT 1
client CLOSE_WAIT 0
client FIN_WAIT2 0
server LISTEN 1
server ESTABLISHED 1
server TIME_WAIT 1
server CLOSE_WAIT 0
server FIN_WAIT2 0"
# Three connections: the client closes the first, the server's child the second,
# and the third stays open.
start_version 1
for fd in 3 4 5; do
    before=$(children "$server")
    connect_client "$fd" "client-$fd" ch05/client-v1 hello
    kid=$(children "$server" | grep -vxF "$before")     # the new one
    case $fd in 3) kid_3=$kid ;; 4) kid_4=$kid ;; esac
done
hang_up_first 3 "$kid_3"
wait_for 1 count_sockets "$port" client TIME_WAIT
kill -KILL "$kid_4"
wait_for 1 count_sockets "$port" server FIN_WAIT2
hang_up 4
wait_for 1 count_sockets "$port" server TIME_WAIT

check "the counters ($PROBE)" "$planted" "$(counts)"
check 'zombies of the server' 2 "$(count_zombies "$server")"
check 'children of the server that live' 1 "$(count_children "$server")"
check 'children of the server, with the zombies' 3 \
    "$(children "$server" | wc -l | tr -d ' ')"
check 'the parent of a zombie' "$server" "$(parent "$kid_4")"

if have proc 'the same counts without ps and netstat'; then
    check 'the same counts with a PATH without ps, ss and netstat' \
        "$planted" \
        "$(PATH=$tmp/bin counts)"
fi

# The kernel may repeat lines when the table changes while we read it. The
# sockets of the bench, on other loopback addresses, do not count.
mkdir "$tmp/fake"
cat >"$tmp/fake/tcp" <<'END'
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
   0: 0100007F:2695 00000000:0000 0A 00000000:00000000 00:00000000 00000000
   1: 0100007F:8654 0100007F:2695 06 00000000:00000000 03:00001525 00000000
   2: 0100007F:8654 0100007F:2695 06 00000000:00000000 03:00001525 00000000
   3: 0200007F:8656 0100007F:2695 06 00000000:00000000 03:00001525 00000000
   4: 0100007F:8658 0100007F:2696 06 00000000:00000000 03:00001525 00000000
END
check 'a TIME_WAIT that the table repeats counts once' 1 \
    "$(PROBE='proc' net=$tmp/fake; count_sockets 9877 client TIME_WAIT)"
netstat_of() {
    echo "tcp  0  0 $1:34388  $2:9877  TIME_WAIT"
}
check 'a socket of another loopback address does not count in netstat' 1 "$(
    PROBE='ps'
    netstat() {
        netstat_of 127.0.0.1 127.0.0.1
        netstat_of 127.0.0.1 127.0.0.2
        netstat_of 127.0.0.2 127.0.0.1
    }
    count_sockets 9877 client TIME_WAIT)"

# Systems without /proc have ps and netstat.
if have tables 'the same counts from ps and netstat'; then
    check 'the same counts from ps and netstat' "$planted" \
        "$(PROBE='ps'; counts)"
fi
hang_up 5

# Files as in /proc: process 7 was started at tick 700 and has used 300 ticks of
# user time and 200 of system time; the kernel has room for 100 TIME_WAITs.
mkdir -p "$tmp/proc/7" "$tmp/proc/net" "$tmp/proc/sys/net/ipv4"
echo '7 (a) b (c) S 1 7 7 0 -1 0 10 20 30 40 300 200 5 6 20 0 1 0 700 80' \
    >"$tmp/proc/7/stat"
echo 100 >"$tmp/proc/sys/net/ipv4/tcp_max_tw_buckets"
room() {
    echo "TCP: inuse 9 orphan 0 tw $1 alloc 99 mem 0" >"$tmp/proc/net/sockstat"
    time_wait_room
}
fake_proc() (
    PROBE=proc proc=$tmp/proc tw_most=
    "$@"
)
check 'start time of process 7, in ticks' 700 \
    "$(fake_proc start_time 7)"
check 'its CPU time, in hundredths of a second' \
    $((500 * 100 / $(getconf CLK_TCK))) "$(fake_proc cpu_time 7)"
check 'room for TIME_WAITs: 75 of 100' yes "$(fake_proc room 75)"
echo 3 >"$tmp/proc/sys/net/ipv4/tcp_max_tw_buckets"
check 'a table with room for 3 is never enough' never "$(fake_proc room 0)"
echo 0 >"$tmp/proc/sys/net/ipv4/tcp_max_tw_buckets"
check 'nor is one without room' never "$(fake_proc room 0)"
echo 100 >"$tmp/proc/sys/net/ipv4/tcp_max_tw_buckets"
check 'no room: 76 of 100' '' "$(fake_proc room 76)"

# When a child has ended, its pid may belong to another process.
sh -c '. tests/sh/lib.sh
    other=$1
    children() { echo "$other"; }' tests/self/probe.t "$server"
check 'a test ends no process that is not its own' S "$(state "$server")"

# In a folder that is mounted with noexec, a file is no program.
mkdir "$tmp/noexec"
: >"$tmp/noexec/need.exec"
check 'a folder where no program runs' 'no program may run in TMPDIR: noexec' \
    "$(tmp=$tmp/noexec && lacks exec)"

# A process in an endless loop uses CPU time, but not more than passes.
if have proc 'the CPU time of a busy process grows'; then
    started_at=$(clock)
    launch busy sh -c 'while :; do :; done'
    busy=$pid
    has_run() {
        [ "$(cpu_time "$busy")" -lt 5 ] || echo yes
    }
    check_wait 'the CPU time of a busy process grows' yes has_run
    run=$(cpu_time "$busy")
    check_range 'it is not more than the time that has passed' 5 \
        $(($(clock) - started_at + 2)) "$run"
    kill_process "$busy"
fi

zombie=$(children "$planter")
check 'the zombie, while its parent lives' Z "$(state "$zombie")"
kill_process "$planter"
check_wait 'when its parent is gone, the zombie has another parent' no \
    has_parent "$zombie" "$planter"
finish_tests
