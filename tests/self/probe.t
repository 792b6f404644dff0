#!/bin/sh
# test: the counters see exactly the zombie and the socket that is there
#
# A count is worth what its counter is: here are planted a zombie, a TIME_WAIT
# on each side and a process with a difficult name.

. "$(dirname "$0")/../sh/lib.sh"

# A process that stays and never waits: cat, in the place of a shell that has
# started a child. What cat says shows that the shell is gone.
cat >"$tmp/plant" <<'END'
read -r _ <"$1" &
exec cat "$2" "$3"
END
echo 'planted' >"$tmp/planted"
mkfifo "$tmp/child" "$tmp/never" && exec 8<>"$tmp/child" 9<>"$tmp/never"

# has_parent PID PARENT: yes or no
has_parent() {
    [ "$(parent "$1")" = "$2" ] && echo yes || echo no
}

# counts: everything that is counted, of what was planted
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
difficult="$tmp/a) Z $$ (b"     # were it split there, our zombie
cp ch05/server-v1 "$difficult"
launch sleeper "$difficult" 127.0.0.1 0
sleeper=$pid
wait_for S state "$sleeper"

# A place with no ps, ss or netstat to be found.
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
# One connection of each end: ended by the client, by the server, still there.
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
check 'its living children' 1 "$(count_children "$server")"
check 'its children, dead and alive' 3 \
    "$(children "$server" | wc -l | tr -d ' ')"
check 'a parent is found' "$server" "$(parent "$kid_4")"

# The same with no ps, ss or netstat to be found.
if [ "$PROBE" = proc ]; then
    check 'the same counts with a PATH without ps, ss and netstat' \
        "$planted" \
        "$(PATH=$tmp/bin counts)"
else
    skip 'the same counts without ps and netstat' 'this system has no /proc'
fi

# A table that changes while it is read may repeat lines; and the sockets of
# the bench, on other loopback addresses, are not to be counted.
mkdir "$tmp/fake"
cat >"$tmp/fake/tcp" <<'END'
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
   0: 0100007F:2695 00000000:0000 0A 00000000:00000000 00:00000000 00000000
   1: 0100007F:8654 0100007F:2695 06 00000000:00000000 03:00001525 00000000
   2: 0100007F:8654 0100007F:2695 06 00000000:00000000 03:00001525 00000000
   3: 0200007F:8656 0100007F:2695 06 00000000:00000000 03:00001525 00000000
   4: 0100007F:8658 0100007F:2696 06 00000000:00000000 03:00001525 00000000
END
check 'of a planted table: one TIME_WAIT, though it is there twice' 1 \
    "$(PROBE='proc' net=$tmp/fake; count_sockets 9877 client TIME_WAIT)"

# The same from ps and netstat, which is what other systems have.
if command -v ps >/dev/null && command -v netstat >/dev/null; then
    check 'the same counts from ps and netstat' "$planted" \
        "$(PROBE='ps'; counts)"
else
    skip 'the same counts from ps and netstat' 'ps or netstat is missing'
fi
hang_up 5

# Numbers of a planted process, with 300 ticks of its own, 200 of the system for
# it, and started at tick 700; and of a table with room for 100 TIME_WAITs.
mkdir -p "$tmp/proc/7" "$tmp/proc/net" "$tmp/proc/sys/net/ipv4"
echo '7 (a) b (c) S 1 7 7 0 -1 0 10 20 30 40 300 200 5 6 20 0 1 0 700 80' \
    >"$tmp/proc/7/stat"
echo 100 >"$tmp/proc/sys/net/ipv4/tcp_max_tw_buckets"
room() {
    echo "TCP: inuse 9 orphan 0 tw $1 alloc 99 mem 0" >"$tmp/proc/net/sockstat"
    time_wait_room
}
fake_proc() (
    proc=$tmp/proc
    "$@"
)
check 'start time of a planted process, in ticks' 700 \
    "$(fake_proc start_time 7)"
check 'its CPU time, in hundredths of a second' \
    $((500 * 100 / $(getconf CLK_TCK))) "$(fake_proc cpu_time 7)"
check 'room for TIME_WAITs: 75 of 100' yes "$(fake_proc room 75)"
check 'no room: 76 of 100' '' "$(fake_proc room 76)"

# A test that has waited for a process has no claim to its pid any more.
sh -c '. tests/sh/lib.sh; started=$1' tests/self/probe.t "$server"
check 'a test ends no process that is not its own' S "$(state "$server")"

# A process that does nothing but run is seen to run, and the clock with it.
if [ -r /proc/uptime ]; then
    started_at=$(clock)
    launch busy sh -c 'while :; do :; done'
    busy=$pid
    has_run() {
        [ "$(cpu_time "$busy")" -lt 5 ] || echo yes
    }
    check_wait 'CPU time is counted' yes has_run
    run=$(cpu_time "$busy")
    check_range 'no more of it than time has passed' 5 \
        $(($(clock) - started_at + 2)) "$run"
    kill_process "$busy"
else
    skip 'CPU time is counted' 'there is no /proc/uptime'
fi

zombie=$(children "$planter")
check 'the zombie, while its parent lives' Z "$(state "$zombie")"
kill_process "$planter"
check_wait 'once its parent is gone, it is another one'"'"'s to reap' no \
    has_parent "$zombie" "$planter"
finish_tests
