# shellcheck shell=sh disable=SC2031,SC2034
# lib.sh: the vocabulary of the tests; tests/README.md teaches it. A test starts
# with
#   . "$(dirname "$0")/../sh/lib.sh"
# From there on it is in the top folder and has a folder of its own, $tmp. When
# the test ends or is interrupted, $tmp and the processes it started go too.

export LC_ALL=C                 # a byte is a character; no decimal comma
# No dirname and basename here: each program that a test starts takes time.
case $0 in */*) cd "${0%/*}" || exit 1 ;; esac
here=tests/${PWD##*/}/${0##*/}
cd ../.. || exit 1
if ! [ -x ch05/server-v3 ]; then
    echo 'Bail out! Nothing is built. Type: make all' >&2
    exit 1
fi
tmp=$(mktemp -d "${TMPDIR:-/tmp}/unp.XXXXXX") || exit 1
WAIT=${WAIT:-10}                # seconds that an event may take
DEMO=${DEMO:-}                  # not empty: show the lab, print no TAP
checks=0 failures=0 orphans=''
try=''                          # the command to try after a failure

. tests/sh/nap.sh
. tests/sh/marked.sh
. tests/sh/probe.sh
. tests/sh/need.sh
if [ "$PROBE" != proc ] && [ -z "${UNP_RUN:-}" ] && [ -n "$(lacks tables)" ]
then                            # under run.sh, run.sh has looked
    echo "Bail out! $(lacks_all)"
    rm -rf "$tmp"
    exit 1
fi
. tests/sh/show.sh
. tests/sh/class.sh

# --- starting and ending processes -----------------------------------------

# cleanup: end the processes that this test has started, children before
# parents, by pid: those that are its children now. A list of them could lack
# the last one, if a signal comes before its pid is noted.
cleanup() {
    trap '' HUP INT QUIT TERM PIPE
    for p in $(children $$); do
        [ "$(parent "$p")" = $$ ] || continue
        # shellcheck disable=SC2046  # a word for each child
        kill -KILL $(children "$p") "$p" 2>/dev/null
        wait "$p" 2>/dev/null
    done
    for p in $orphans; do
        born=${p#*:}            # empty: the pid may be another process's now
        [ -z "$born" ] || [ "$(start_time "${p%:*}")" != "$born" ] ||
            kill -KILL "${p%:*}"
    done
    rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 131' QUIT
trap 'exit 143' TERM
trap 'exit 141' PIPE             # make demo | head

# guard: when SIGKILL ends this shell, its trap does not run. Then the processes
# that it has started, which have its mark, are killed from here. (In a test,
# run.sh does this.)
guard() {
    born=$(start_time $$)
    until state $$ >/dev/null; [ -z "${stat#Z}" ] ||
        [ "$(start_time $$)" != "$born" ]; do
        nap 0.5
    done
    for _ in 1 2 3; do          # they may fork meanwhile
        # shellcheck disable=SC2046  # a word for each pid
        kill -KILL $(marked "UNP_DEMO=$tmp")
    done
    rm -rf "$tmp"
}
if [ -n "$DEMO" ] && [ "$PROBE" = proc ]; then
    export UNP_DEMO="$tmp"
    (trap '' HUP TERM; guard) </dev/null >/dev/null 2>&1 &
fi

# kill_at_end PID: when this test ends, it kills this grandchild or orphan, too.
# The start time shows whether a later process has the same pid.
kill_at_end() {
    orphans="$orphans $1:$(start_time "$1")"
}

# launch NAME PROGRAM [ARGUMENT...]: run it in the background; its pid is in
# $pid. Its output goes to $tmp/NAME.out and NAME.err, its input comes from the
# file $input. It does not inherit descriptors 3 to 9: a pipe that it kept open
# would never end.
input=/dev/null
newline='
'
launch() {
    launched=$1
    shift
    case $1 in
        */*) [ -x "$1" ] || die "$1 is not built. Type: make $1" ;;
    esac
    # Empty the files first: they may hold what an earlier NAME has said.
    : >"$tmp/$launched.out" 2>"$tmp/$launched.err"
    # This shell opens the input: a pipe that hang_up has removed meanwhile
    # could not be opened any more, or opening it would never end.
    {
        "$@" <&8 >"$tmp/$launched.out" 2>"$tmp/$launched.err" \
            3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
    } 8<"$input"
    pid=$!
    input=/dev/null
}

# start_server NAME PROGRAM [ARGUMENT...]: launch a server and wait for its
# readiness line. Its pid is in $server and $pid, its port in $port. A port
# where an earlier test has left sockets is not used: they would be counted.
start_server() {
    time_wait_room >/dev/null
    if [ "$tw_room" = never ]; then
        die "the kernel keeps too few TIME_WAITs for a test:
    sysctl $tw_name"
    elif [ "$tw_room" != yes ]; then
        tell 'The TIME_WAIT table is full. We wait for at most 65 seconds.'
        seconds=$WAIT
        WAIT=65
        wait_for yes time_wait_room
        WAIT=$seconds
    fi
    attempt=0
    while [ $((attempt += 1)) -le 50 ]; do
        launch_server "$@"
        if [ -n "$CLASS" ] && port_taken "$1"; then continue; fi
        wait_for yes has_begun "$1"
        server=$pid
        listen_port "$1" >/dev/null
        port=$listens
        [ -n "$port" ] || die "$2 does not listen: $(tail -n 1 "$tmp/$1.err")"
        if one_socket; then return 0; fi
        kill_process "$pid"
    done
    die "no unused port for $2 in 50 attempts"
}

# one_socket: true if the server's socket is the only one of this port. Programs
# that have ended may have left it a TIME_WAIT. watch shows those of the other
# loopback addresses, too, which `sockets` leaves out.
one_socket() {
    if [ "$PROBE" = proc ]; then
        [ "$(grep -c ":$(printf '%04X' "$port") " /proc/net/tcp)" -le 1 ]
    else
        [ "$(sockets "$port" | wc -l)" -le 1 ]
    fi
}

# has_begun NAME: "yes" once the server launched as NAME listens, or has ended
has_begun() {
    listen_port "$1" >/dev/null
    [ -n "$listens" ] || alive "$pid" >/dev/null
    case $listens/$stat in ?*/* | / | /Z) echo yes ;; esac
}

# listen_port NAME: prints the port in the readiness line of that server, or
# nothing; the port is in $listens, too
listen_port() {
    listens=
    while read -r line; do
        case $line in 'listening on '*) listens=${line##* }; break ;; esac
    done <"$tmp/$1.out"
    [ -z "$listens" ] || echo "$listens"
}

# launch_server NAME PROGRAM ARGUMENT...: launch. For a class, a last argument 0
# becomes the first unused port from 9877 on, which is easy to type.
launch_server() {
    if [ -n "$CLASS" ]; then
        words=$#
        while [ $((words -= 1)) -gt 0 ]; do
            set -- "$@" "$1"
            shift
        done
        final=$1                # now the last argument is the first
        shift
        [ "$final" != 0 ] || final=$(unused_port $((9876 + attempt)))
        set -- "$@" "$final"
    fi
    launch "$@"
}

# start_version N: start ch05/server-vN on a free port
start_version() {
    start_server "server-v$1" "ch05/server-v$1" 127.0.0.1 0
}

# start_again NAME PROGRAM: start it on $port, where another server was before.
# $first_line is the first line that it prints: its readiness line or its error.
start_again() {
    launch "$1" "$2" 127.0.0.1 "$port"
    wait_for yes has_output "$1"
    first_line=$(cat "$tmp/$1.out" "$tmp/$1.err" | sed 1q)
}

# has_output NAME: "yes" once the program launched as NAME has printed a line
has_output() {
    ! [ -s "$tmp/$1.out" ] && ! [ -s "$tmp/$1.err" ] || echo yes
}

# stop PID...: send SIGSTOP, and wait until the processes are stopped
stop() {
    kill -STOP "$@"
    for p in "$@"; do
        wait_for T state "$p"
    done
}

# kill_process PID: send SIGKILL to a process that was started here, and wait
# until it is gone
kill_process() {
    kill -KILL "$1" 2>/dev/null
    wait "$1" 2>/dev/null
}

# wait_end PID: wait until a process that was started here ends; its exit status
# is in $status. A shell need only remember the 25 newest statuses (POSIX:
# CHILD_MAX). For an older one the wait of mksh returns 127.
wait_end() {
    status='still running'
    wait_for no alive "$1"
    wait "$1" 2>/dev/null
    status=$?
}

# programs FILE...: prints which of these C files become programs; the others
# are helpers of their folder (as in the Makefile)
programs() {
    grep -lE '^((static|extern|int|void) +)*main *\(|^.include ".*\.c"' "$@"
}

# is_client PROGRAM: true if the program connects, false if it listens
is_client() {
    case ${1##*/} in
        *client* | eintr-connect | never-reads) ;;
        *) return 1 ;;
    esac
}

# --- clients whose input the test types ------------------------------------

# hold FD NAME PROGRAM [ARGUMENT...]: launch a program whose stdin is a pipe
# that stays open; FD is 3 to 9. `type_line FD TEXT` types a line, `hang_up FD`
# ends its input. `also FD NAME PROGRAM ...` launches one more on that pipe.
hold() {
    mkfifo "$tmp/pipe.$1" && eval "exec $1<>\"\$tmp/pipe.$1\"" && also "$@"
}
also() {
    input=$tmp/pipe.$1
    shift
    launch "$@"
}
type_line() {
    printf '%s\n' "$2" >&"$1"
}
hang_up() {
    eval "exec $1>&-"
    rm -f "$tmp/pipe.$1"
}

# connect_client FD NAME PROGRAM [LINE]: hold a client of the server on $port,
# type LINE and check that its echo comes. The client's pid is in $client, and
# the pid of the server's child that serves it is in $child.
connect_client() {
    { echo none; children "$server"; } >"$tmp/children"
    hold "$1" "$2" "$3" 127.0.0.1 "$port"
    client=$pid
    type_line "$1" "${4:-are you there?}"
    check_wait "$2 gets its echo" 1 \
        count_lines "$tmp/$2.out" "^${4:-are you there?}\$"
    child=$(children "$server" | grep -vxFf "$tmp/children")
}

# connect_five FD NAME: connect a client-v2, and wait until it has its five
# connections, the server has five children and sleeps in accept again
connect_five() {
    connect_client "$1" "$2" ch05/client-v2
    wait_for 5 count_sockets "$port" client ESTABLISHED
    wait_for 5 count_children "$server"
    wait_for S state "$server"
}

# end_conversation FD...: hang up these pipes, and kill the server
end_conversation() {
    for fd in "$@"; do
        hang_up "$fd"
    done
    kill_process "$server"
}

# hang_up_first FD PID...: hang up so that the clients have the TIME_WAIT. These
# children are stopped until the clients' FINs are acknowledged. Otherwise, on a
# busy machine, that ACK may come after the child's own FIN. Then the TIME_WAIT
# answers it, the listener sends a RST, and the TIME_WAIT ends (RFC 1337).
hang_up_first() {
    fd=$1
    shift
    stop "$@"
    hang_up "$fd"
    wait_for $# count_sockets "$port" client FIN_WAIT2
    kill -CONT "$@"
}

# end_children FD: the server is stopped; now hang up, let all its children end,
# and wait until the clients have the TIME_WAITs. One SIGCHLD is then pending.
end_children() {
    # shellcheck disable=SC2046  # a word for each child
    set -- "$1" $(children "$server")
    hang_up_first "$@"
    shift
    check_wait "the server is stopped: its $# children have ended" $# \
        count_zombies "$server"
    wait_for $# count_sockets "$port" client TIME_WAIT
}

# --- waiting for evidence, never for time ----------------------------------

# poll_for WANT COMMAND...: repeat COMMAND until it prints WANT; its last answer
# is in $got. Returns 1 if it has not printed it after about $WAIT seconds. Most
# events come at once, so the first naps are short, and it does not look at the
# clock. Each look takes its time, so later naps are longer.
poll_for() {
    wanted=$1 looks=0
    shift
    while got=$("$@" 2>/dev/null); [ "$got" != "$wanted" ]; do
        case $((looks += 1)) in
            1) nap 0.004 ;;
            2) nap 0.01 ;;
            3) nap 0.03 ;;
            4) deadline=$(($(date +%s) + WAIT)); nap 0.06 ;;
            *[05]) [ "$(date +%s)" -le "$deadline" ] || return; nap 0.1 ;;
            *) nap 0.1 ;;
        esac
    done
}

# wait_for WANT COMMAND...: the same, but if it takes too long, that is a failed
# check, and the test ends
wait_for() {
    poll_for "$@" && return
    shift
    check "waited $WAIT seconds: $*" "$wanted" "$got"
    finish_tests
}

# alive PID: prints "no" if the process is gone or a zombie, otherwise its state
alive() {
    state "$1" >/dev/null       # it is in $stat, too
    case $stat in '' | Z) echo no ;; *) echo "$stat" ;; esac
}

# reason ERRNO: prints the C library's text for it, as in `reason EADDRINUSE`
reason() {
    tests/tool/reason "$1"
}

# count_lines FILE PATTERN: prints how many lines match
count_lines() {
    grep -c "$2" "$1"
}

# count_reaped NAME: prints how many children the server launched as NAME says
# it has reaped
count_reaped() {
    count_lines "$tmp/$1.out" '^child [0-9]* terminated$'
}

# --- checks: each prints a line of TAP -------------------------------------

# check TEXT WANT GOT: one test point
check() {
    checks=$((checks + 1))
    if [ "$2" = "$3" ]; then
        [ -n "$DEMO" ] || echo "ok $checks - $1"
        return 0
    fi
    failures=$((failures + 1))
    {
        echo "not ok $checks - $1"
        printf '%s\n' "$2" | sed 's/^/# want: /'
        printf '%s\n' "$3" | sed 's/^/# got:  /'
        evidence
        echo "# try:  ${try:-sh -x $here}"
    } | collect
    return 1
}

# evidence: the last three lines of each of the five logs that changed last
evidence() {
    # shellcheck disable=SC2012  # we have named these files ourselves
    ls -t "$tmp"/*.out "$tmp"/*.err 2>/dev/null | while read -r log; do
        [ ! -s "$log" ] || echo "$log"
    done | sed 5q | while read -r log; do
        tail -n 3 "$log" | tr -d '\000' | sed "s|^|# ${log##*/}: |"
    done
}

# check_range TEXT LOW HIGH GOT: a number from LOW to HIGH
check_range() {
    if [ "$4" -ge "$2" ] 2>/dev/null && [ "$4" -le "$3" ]; then
        check "$1" "$4" "$4"
    else
        check "$1" "$2 to $3" "$4"
    fi
}

# check_wait TEXT WANT COMMAND...: COMMAND prints WANT within $WAIT seconds
check_wait() {
    text=$1
    shift
    poll_for "$@"
    check "$text" "$1" "$got"
}

# check_linux TEXT WANT COMMAND...: check_wait for what only /proc shows. Where
# there is none, a test skips this once.
check_linux() {
    ! have proc "$1" || check_wait "$@"
}

# check_end TEXT PID: the process ends
check_end() {
    check_wait "$1" no alive "$2"
}

# check_refusal STATUS STDERR PROGRAM [ARGUMENT...]: the program ends with this
# exit status and message; its output is in $tmp/refused.out
check_refusal() {
    want="$1 $2"
    shift 2
    try=$*
    launch refused "$@"
    wait_end "$pid"
    check "$*" "$want" "$status $(cat "$tmp/refused.err")"
    try=''
}

# check_same TEXT FILE1 FILE2: the two files hold the same bytes
check_same() {
    check "$1" '' "$(cmp "$2" "$3" 2>&1)"
}

# check_fin_unread NAME CLIENTPORT: the server's FIN has come to the client that
# has this local port, and the client has not read it
check_fin_unread() {
    check_wait "$1: the server's side is in FIN_WAIT2" 'FIN_WAIT2 0' \
        one_end "$port" server "$2"
    check_wait "$1: the client's side is in CLOSE_WAIT, the FIN unread" \
        "CLOSE_WAIT $fin" one_end "$port" client "$2"
}

# skip TEXT REASON: a test point that cannot be tried on this machine
skip() {
    checks=$((checks + 1))
    if [ -n "$DEMO" ]; then
        echo "Cannot be shown here: $2." | fit_lines | collect
    else
        echo "ok $checks - $1 # SKIP $2"
    fi
}

# die TEXT: a failed check, because the test cannot go on; the test ends
die() {
    check "$1" 'the test goes on' 'the test ends here'
    finish_tests
}

# finish_tests: the last line of every test
finish_tests() {
    [ -n "$DEMO" ] || echo "1..$checks"
    finish_class
    [ "$failures" -eq 0 ]
    exit
}
