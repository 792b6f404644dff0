#!/bin/sh
# test: watch shows both sides of each connection, those that are over last

. "$(dirname "$0")/../sh/lib.sh"
. tests/watch/picture.sh

need proc 'connections'
need terminal 'connections'

# in_order PATTERN PATTERN: prints "yes" if in the picture no row that
# matches the first comes behind one that matches the second
in_order() {
    picture | awk -v first="$1" -v second="$2" '
        $0 ~ first { n++; if (seen) wrong = 1 }
        $0 ~ second { seen = 1 }
        END { print n && seen && !wrong ? "yes" : "no" }'
}

both='ESTABLISHED +0 +0 +ESTABLISHED +0 +0 *$'

# --- closed before watch begins ---

puppet 3 127.0.0.1
type_line 3 'over 1'
wait_for 1 count_sockets "$port" client TIME_WAIT
type_line 3 'first 1'
type_line 3 'connect 2'
type_line 3 half
wait_for 1 count_sockets "$port" client FIN_WAIT2
watch_found
watch_on_terminal LC_ALL=C "$port"
check_wait 'a side that has closed before is CLOSED' 1 shows \
    '^ *[0-9]+ TIME_WAIT .* CLOSED *$'
check_wait 'a client at 127.0.0.2, and the server has closed first' 1 shows \
    '^ *[0-9]+ CLOSED +TIME_WAIT +0 +0 ends [0-9.]+s *$'
check_wait 'one that has closed its side is not over' 1 shows \
    '^ *[0-9]+ FIN_WAIT2 +0 +0 +CLOSE_WAIT +1 +0 *$'
check 'what lives comes first' yes \
    "$(in_order '^ *[0-9]+ (ESTAB|FIN_W)' '^ *[0-9]+ (CLOSED +)?TIME_WAIT')"
check_wait 'the old TIME_WAITs are counted' 1 said \
    'TIME_WAITs of earlier connections: 2'
check 'and no event' 0 "$(said 'connection .* TIME_WAIT.*')"

# --- 1,100 of them ---

# Linux takes a port again that has been in TIME_WAIT for a second, so on a busy
# machine there are a few less.
type_line 3 'over 1099'
type_line 3 'say done'
wait_for 1 count_lines "$tmp/puppet.out" '^done$'
over=$(count_sockets "$port" client TIME_WAIT)
check_range 'TIME_WAITs' 900 1100 "$over"
check_wait 'all but the old one are events' $((over - 1)) said \
    'connection [0-9]+: client TIME_WAIT, server CLOSED'
check_wait 'what does not fit is counted' 1 shows \
    '^ +and [0-9]+ more, [0-9]+ of them TIME_WAIT'
# counted: prints how many are shown or counted, and how many of them are over
counted() {
    picture | awk '
        /^ *[0-9]+ [CEFT][A-Z_0-9]+ / { all++ }
        /^ *[0-9]+ (CLOSED +)?TIME_WAIT/ { over++ }
        /^ +and .* TIME_WAIT/ { all += $2; over += $4 }
        END { print all, over }'
}
# With one whose server has closed first, and two that live. The events were
# those of another watch: this one may need a moment more.
check_wait 'what is shown and counted is all' "$((over + 3)) $((over + 1))" \
    counted
check 'the living connection is seen' 1 "$(shows "^ *[0-9]+ $both")"
check 'and the one that is half closed' 1 "$(shows '^ *[0-9]+ FIN_WAIT2 ')"
quit_watch
watch_on_terminal LC_ALL=C "$port"
check_wait 'a watch that begins now: what lives comes first' 1 shows \
    "^ *[0-9]+ $both"
check 'that is one event, not 1,100' 1 \
    "$(shows \
        "^ +0[.][0-9]+  TIME_WAITs of earlier connections: $((over + 1))")"
check_range 'CPU time to read them, in hundredths of a second' 0 100 \
    "$(cpu_time "$watch")"

# A connection gets the port of an old one: it is a new one. (The side that has
# closed first has the TIME_WAIT; Linux takes the port again after a second.)
type_line 3 'connect 1'
check_wait 'one more' 2 shows "^ *[0-9]+ $both"
quit_watch

# More than the screen has rows for, without any TIME_WAIT.
kill_process "$watch"
kill_process "$server"
hang_up 3
puppet 3 127.0.0.1
type_line 3 'connect 100'
watch_on_terminal LC_ALL=C "$port"
check_wait 'too many that live' 1 shows '^ +and [0-9]+ more *$'
# all: prints how many are shown or counted
all() {
    picture | awk '
        /^ *[0-9]+ ESTABLISHED/ { n++ }
        /^ *and [0-9]+ more/ { n += $2 }
        END { print n + 0 }'
}
check '13 rows: the one that listens, 11 connections, the others' 11 \
    "$(shows "^ *[0-9]+ $both")"
check 'none is lost' 100 "$(all)"
type_line 3 reset
check_wait 'a RST closes both sides at once' 1 shows \
    'connection [0-9]+: client CLOSED, server CLOSED'
check_wait 'that connection is forgotten' 99 all
quit_watch

# --- IPv6 ---

type_line 3 mapped
watch_on_terminal LC_ALL=C "$port"
type_line 5 'size 150 80'
if have ipv6 'a client with an IPv6 socket'; then
    check_wait 'a client with an IPv6 socket for the IPv4 address' 100 shows \
        "^ *[0-9]+ $both"
    type_line 3 leave
    check_wait 'it closes its side: the other table has its TIME_WAIT' 1 shows \
        '^ *[0-9]+ TIME_WAIT +0 +0 ends [0-9.]+s +CLOSED *$'
fi
quit_watch
kill_process "$server"
hang_up 3

if have ipv6-loopback 'a server with an IPv6 socket'; then
    puppet 3 ::
    watch_found
    type_line 3 'connect 1'
    type_line 3 'mapped'
    check_wait 'a server with an IPv6 socket' 1 said \
        "server $server is puppet, listens on :: port $port"
    check_wait 'its two connections' 2 said \
        'connection [0-9]+: client ESTABLISHED, server ESTABLISHED'
    type_line 3 'over 1'
    check_wait 'one that ends' 1 said \
        'connection [0-9]+: client TIME_WAIT, server CLOSED'
    hold 4 client ch05/client-v1 127.0.0.1 "$port"
    check_wait 'a client with an IPv4 socket waits for accept' 3 said \
        'connection [0-9]+: client ESTABLISHED, server ESTABLISHED'
    kill_process "$watch"
    kill_process "$server"
    hang_up 3
    hang_up 4
    # Its address is not that of another server on the same port.
    puppet 3 ::1
    watch_found
    launch other ch05/server-v1 127.0.0.1 "$port"
    wait_for yes has_output other
    for n in 1 2; do
        type_line 3 'fork 1'
        check_wait "two servers on one port: the first one forks, $n" $n said \
            "server $server forks child .*"
    done
    check 'it is the one that is watched' 1 "$(said 'server .* listens .*')"
fi
finish_tests
