#!/bin/sh
# test: the probes read what ps and netstat print on macOS and on BSD
#
# The texts in tests/self/bsd follow the manual pages of these systems: ps(1)
# for `ps -A -o pid= -o stat= -o ppid=`, netstat(1) for `netstat -an`. In each,
# process 880 is a server with seven children, and its port is 9877. The letters
# for a short and a long sleep, for running and for waiting differ.

. "$(dirname "$0")/../sh/lib.sh"

# on SYSTEM COMMAND...: run the command with the texts of that system
on() (
    PROBE='ps'
    texts=tests/self/bsd/$1
    ps() {
        [ "$*" = '-A -o pid= -o stat= -o ppid=' ] || echo "ps: options: $*"
        cat "$texts.ps"
    }
    netstat() {
        [ "$*" = -an ] || echo "netstat: options: $*"
        cat "$texts.netstat"
    }
    shift
    "$@"
)

states() {
    for p in 880 881 882 883 884 885 886 999; do
        state "$p"
    done | paste -s -d ' ' -
}
all_sockets() {
    sockets 9877 | awk '{ print $1, $2, $5 }' | sort
}

for system in macos freebsd openbsd netbsd; do
    check "$system: zombies of the server" 2 "$(on $system count_zombies 880)"
    check "$system: its children that live" 5 "$(on $system count_children 880)"
    check "$system: its children" '881 882 883 884 885 886 887' \
        "$(on $system children 880 | paste -s -d ' ' -)"
    check "$system: the parent of a zombie" 880 "$(on $system parent 887)"
    check "$system: states" 'S Z S S R T D gone' "$(on $system states)"
    check "$system: sockets, with side, state and Recv-Q" 'client CLOSE_WAIT 0
client ESTABLISHED 6
client TIME_WAIT 0
server ESTABLISHED 0
server FIN_WAIT2 0
server LISTEN 0' "$(on $system all_sockets)"
    check "$system: TIME_WAITs of clients" 1 \
        "$(on $system count_sockets 9877 client TIME_WAIT)"
    check "$system: one side of a connection" 'FIN_WAIT2 0' \
        "$(on $system one_end 9877 server 50113)"
done

# The netstat of Linux counts a FIN that is unread; where it is not the one of
# BSD, we do not count it, too.
check 'netstat of Linux: an unread FIN is no byte' \
    'CLOSE_WAIT 0 CLOSE_WAIT 5' "$(
    PROBE='ps'
    netstat() {
        echo 'tcp  1  0 127.0.0.1:34388  127.0.0.1:9877  CLOSE_WAIT'
        echo 'tcp  6  0 127.0.0.1:34389  127.0.0.1:9877  CLOSE_WAIT'
    }
    echo "$(one_end 9877 client 34388) $(one_end 9877 client 34389)")"

# FreeBSD keeps no TIME_WAIT of a connection with itself, unless one sets that.
local_time_wait() (
    proc=/none tw_most=
    answer=$1
    sysctl() { echo "$answer"; }
    time_wait_room
    echo "$tw_name"
)
check 'FreeBSD 14, as it comes: no TIME_WAIT' \
    'never net.inet.tcp.nolocaltimewait' "$(local_time_wait 1 | tr '\n' ' ' |
        sed 's/ $//')"

# lacks_on SYSTEM WHAT: why that system lacks it
lacks_on() (
    uname() { echo "$system"; }
    system=$1
    lacks "$2"
)
check 'close with bytes unread: a RST on macOS, a FIN on BSD' \
    ' here close sends a FIN, also with bytes unread' \
    "$(lacks_on Darwin reset) $(lacks_on FreeBSD reset)"
check 'only macOS lets SIGTERM end a stopped process' 'macOS  ' "$(
    lacks_on Darwin pending-term | grep -o macOS) $(
    lacks_on FreeBSD pending-term) $(lacks_on Linux pending-term)"
check 'only FreeBSD keeps a SIGCHLD for each child' 'FreeBSD  ' "$(
    lacks_on FreeBSD merge | grep -o FreeBSD) $(
    lacks_on Darwin merge) $(lacks_on Linux merge)"

# The make of BSD is not GNU make, which is gmake there.
mkdir "$tmp/bin"
printf '#!/bin/sh\necho bmake\n' >"$tmp/bin/make"
printf '#!/bin/sh\necho GNU Make\n' >"$tmp/bin/gmake"
chmod +x "$tmp/bin/make" "$tmp/bin/gmake"
if have exec 'GNU make is gmake'; then
    # shellcheck disable=SC2016  # for the inner shell
    check 'GNU make is gmake' gmake "$(PATH="$tmp/bin:$PATH" \
        sh -c '. tests/sh/make.sh && echo "$make"')"
fi

# The stage set, with which CI runs all tests, shows the same.
if have proc 'the stage set'; then
    PATH=$PWD/tests/self/bsd:$PATH
    start_version 1
    connect_client 3 client ch05/client-v1 hello
    kid=$(children "$server")
    counted() {
        echo "$(state "$server") $(parent "$kid")" \
            "$(count_zombies "$server")" \
            "$(sockets "$port" | cut -d ' ' -f 1,2 | sort | paste -s -d ' ' -)"
    }
    check 'the stage set: the same processes and sockets' "$(counted)" \
        "$(PROBE='ps'; counted)"
    check 'the stage set: a header with commas ends its -o' \
        'PID STAT A,B C' \
        "$(ps -o pid,stat -o wchan='A,B C' -p $$ | sed 's/  */ /g
            s/^ //; s/ $//; 1q')"

    # BSD does not count a FIN that is unread.
    mine=$(client_port "$port")
    kill -KILL "$kid"
    wait_for 'CLOSE_WAIT 1' one_end "$port" client "$mine"
    check 'the stage set: an unread FIN' 'CLOSE_WAIT 0' \
        "$(PROBE='ps'; one_end "$port" client "$mine")"
    hang_up 3

    # Process 0 is its own parent, as on FreeBSD.
    check 'the stage set: the parent of process 0' 0 "$(PROBE='ps'; parent 0)"

    # wc has spaces in front of a number.
    check 'the stage set: wc' '       1' "$(echo one | wc -l)"

    # Without /proc, ps shows which processes have a mark.
    launch sleeper env UNP_MARK=bsd sleep 60
    marked_by_ps() (
        proc=/none
        marked UNP_MARK=bsd
    )
    check_wait 'the stage set: a process with a mark' "$pid" marked_by_ps
    kill_process "$pid"
    check 'it has gone' '' "$(marked_by_ps)"

    # What a test asks for ends with it, but not another process that has the
    # same pid: the test then sees another start.
    note() {
        launch sleeper sleep 60
        PROBE='ps' sh -c '. tests/sh/lib.sh
            proc=/none
            kill_at_end "$1"
            orphans=$orphans$2' tests/self/bsd.t "$pid" "$1"
    }
    note ''
    check_wait 'a test ends a process that it has noted' no alive "$pid"
    note _another
    check_wait 'and no other' S alive "$pid"
fi
finish_tests
