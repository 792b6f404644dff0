#!/bin/sh
# test: what is rare on the wire: limits, repeats, hosts that are replaced
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'what is rare on the wire'

# lines PATTERN: the lines of the story that have it
lines() {
    printf '%s\n' "$story" | grep -e "$1"
}
v3=ch05/server-v3 v1=ch05/client-v1

# Numbers and values.
cable_of 'again 4294967297\nlose 4294967297\nset tcp_rmem 4096 131072 6291456
set\nset tcp_rmem\nset tcp_retries2 x\nagain 1x\n' $v3 $v1
check 'numbers that are none, and a value of three words' \
'there is no segment 4294967297
there is no segment 4294967297
tcp_rmem is 4096 131072 6291456 on both hosts
which value? as in: set tcp_rfc1337 1
which value? as in: set tcp_rfc1337 1
tcp_retries2 cannot be x: Invalid argument
there is no segment 1x' "$(printf '%s\n' "$story" | sed '1d; /still on/d')"
# A last command without a newline, of more than one character.
for command in quit q 'lose'; do
    cable_of "$command" $v3 $v1
    check "only '$command', without a newline: exit status" 0 "$status"
done
check '... and it is done' '1 is lost' "$(lines 'is lost')"

# The cable is out: what is put on it is lost, too, and no repeat is shown.
cable_of 'run\nunplug\nagain 2\ntype x\nwait\nrun\nplug\nwait\n' $v3 $v1
check 'unplugged: a copy, a line and its repeats are lost' \
'the cable is unplugged
4 ESTABLISHED X-- SYN ACK 1 seq 0 (2 again) --- ESTABLISHED
you type: x
5 ESTABLISHED --- ACK 1 seq 1, 2 bytes --X ESTABLISHED
5 is retransmitted: it is lost, too
the cable is plugged in
6 ESTABLISHED --- ACK 1 seq 1, 2 bytes (5 again) --> ESTABLISHED
6 is still on the cable' "$story"

cable_of '1\nunplug\n2\n' $v3 $v1
check 'what is on the cable is lost when it is pulled out' \
'the cable is unplugged
2 is lost
2 is not on the cable: it is lost' "$(story | tail -n 3)"

# Without `wait`, a retransmission is not shown, however long it takes.
{
    printf 'run\ntype x\nlose\n'
    i=0
    while [ $((i += 1)) -le 15 ]; do echo plug; done
} >"$tmp/commands"
run_cable "$tmp/commands" $v3 $v1
check 'a user who does not wait sees no retransmission' '' "$(lines again)"

# What the kernel repeats although it is on the cable is nothing new.
cable_of 'run\ntype x\n4\n5\nlose 6\nwait\nwait\n' $v3 $v1
check 'the echo is lost, and its repeat is held' \
'6 is lost
7 ESTABLISHED <-- ACK 3 seq 1, 2 bytes (6 again) --- ESTABLISHED
7 is retransmitted: it is still on the cable' \
    "$(lines '[67] is \(lost\|retr\)\|again')"
cable_of 'run\ntype x\n4\n6\nlose 5\nlose 7\nwait\nwait\n' $v3 $v1
check 'the ACK of the echo is lost: the echo comes again' \
    '8 ESTABLISHED <-- ACK 3 seq 1, 2 bytes (6 again) --- ESTABLISHED' \
    "$(lines again)"
cable_of 'run\nstop child\ntype x\n4\nwait\n' $v3 $v1
check 'the ACK of a line is held' '4 is retransmitted: it has arrived already' \
    "$(lines retransmitted)"

# Each old SYN is answered: the kernel may not count how many there were.
cable_of 'run\nagain 1\n4\nagain 1\n6\n' $v3 $v1
check 'two old SYNs at once: two answers' '5 7' \
    "$(printf '%s\n' "$story" | sed -n 's/^\([0-9]*\) .* <-- ACK .*/\1/p' |
        paste -s -d ' ' -)"

# ICMP crosses the cable at once, if it is not pulled out.
cable_of 'run\ntype x\nunplug\ntype x\nwait\n' $v3 \
    tests/tool/udp-client
check 'ICMP, and the cable is pulled out' 'client prints: refused
client prints: no answer' "$(lines 'client prints')"

# A connection that the client's kernel numbers anew is another one.
cable_of 'run\n\nkill client\nrun\nps\n' $v3 $v1
check 'Enter, and nothing is on the cable: exit status' 0 "$status"
check 'a client that is killed' 'client ends, signal 9' "$(lines 'client ends')"

# The patience of `wait` ends.
if have long 'a wait of 70 seconds'; then
    WAIT=120
    cable_of 'run\nwait\n' $v3 $v1
    check 'nothing happens: exit status, and what it says' \
        '0 nothing has happened for 70 seconds' "$status $story"
fi

# A host that is replaced leaves nothing behind. (A counter that belongs to the
# old host would make each reboot last 5 s or more; it lasts 1 s.) There are
# few descriptors: each look at the processes closes what it has opened.
hold 4 many sh -c 'ulimit -n 40; exec ch05/wire/wire'
cable_pid=$pid
reboots() {
    count_lines "$tmp/many.out" 'reboots$'
}
listens() {
    count_lines "$tmp/many.out" 'prints: listening'
}
descriptors() {                  # without those of a look at the processes
    # shellcheck disable=SC2010  # ls shows where a link leads to
    ls -l "/proc/$cable_pid/fd" | grep -vc '/task\|/stat$'
}
# neighbours: what each host knows of the other one, and the IPv6 addresses of
# both and of the cable
neighbours() {
    for p in "$cable_pid" $(children "$cable_pid"); do
        grep -sv ' lo$' "/proc/$p/net/if_inet6"
        grep -q eth0: "/proc/$p/net/dev" || continue
        sed '1d; s/  */ /g' "/proc/$p/net/arp"
    done | LC_ALL=C sort
}
if have proc 'descriptors after a reboot'; then
    wait_for 1 count_lines "$tmp/many.out" 'SYN seq 0'
    check 'a host need not ask for the other one, and has no IPv6' \
'192.0.2.1 0x1 0x6 02:00:00:00:00:01 * eth0
192.0.2.2 0x1 0x6 02:00:00:00:00:02 * eth0' "$(neighbours)"
    type_line 4 run
    type_line 4 'type hello'
    type_line 4 run
    wait_for 1 count_lines "$tmp/many.out" 'client prints: hello'
    start=$(date +%s)
    type_line 4 reboot
    wait_for 2 listens
    check_range 'a reboot: seconds' 0 8 $(($(date +%s) - start))
    before=$(descriptors) start=$(date +%s)
    type_line 4 reboot
    type_line 4 reboot
    type_line 4 reboot
    wait_for 5 listens
    check_range 'three reboots: seconds' 0 14 $(($(date +%s) - start))
    check 'three reboots: open descriptors' "$before" "$(descriptors)"
fi
hang_up 4
wait_end "$cable_pid"
cable_pid=
check 'after four reboots: exit status' 0 "$status"
finish_tests
