# shellcheck shell=sh disable=SC2034
# lib.sh: the vocabulary of the tests. Each NAME.t begins with
#   . "$(dirname "$0")/../sh/lib.sh"
# and is then in the top folder, with a folder $tmp of its own that goes, as
# do the processes it started, when it ends or is interrupted.

cd "$(dirname "$0")/../.." || exit 1
if ! [ -x ch05/server-v3 ]; then
    echo 'Bail out! Nothing is built. Type: make' >&2
    exit 1
fi
here=tests/$(basename "$(cd "$(dirname "$0")" && pwd)")/$(basename "$0")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/unp.XXXXXX") || exit 1
WAIT=${WAIT:-5}                 # seconds that an event may take
DEMO=${DEMO:-}                  # not empty: show it to people, print no TAP
checks=0 failures=0 started='' orphans='' try="sh -x $here"

. tests/sh/nap.sh
. tests/sh/probe.sh
. tests/sh/show.sh

# --- processes -------------------------------------------------------------

# cleanup: end what was started, children before parents, by pid. What has
# ended and was waited for is left out: that pid may be another process's now.
cleanup() {
    trap '' INT TERM
    ours=" $(children $$ | tr '\n' ' ')"
    for p in $started; do
        case $ours in *" $p "*) ;; *) continue ;; esac
        # shellcheck disable=SC2046  # a word for each child
        kill -KILL $(children "$p") "$p" 2>/dev/null
        wait "$p" 2>/dev/null
    done
    for p in $orphans; do
        born=${p#*:}            # empty: it cannot be known again
        [ -z "$born" ] || [ "$(start_time "${p%:*}")" != "$born" ] ||
            kill -KILL "${p%:*}"
    done
    rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# own PID: a grandchild of this shell, or an orphan: end it with this test. By
# its start time it is known again, should the pid be another's by then.
own() {
    orphans="$orphans $1:$(start_time "$1")"
}

# launch NAME PROGRAM [ARGUMENT...]: in the background, pid in $pid; its output
# is in $tmp/NAME.out and NAME.err, its input comes from the file $input.
# Descriptors 3 to 9 are not passed on: a held pipe would never end.
input=/dev/null
launch() {
    launched=$1
    shift
    # Emptied here: an earlier NAME's output must not be taken for this one's.
    : >"$tmp/$launched.out" 2>"$tmp/$launched.err"
    "$@" <"$input" >"$tmp/$launched.out" 2>"$tmp/$launched.err" \
        3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
    pid=$!
    input=/dev/null
    started="$started $pid"
}

# serve NAME PROGRAM [ARGUMENT...]: start a server, wait for its readiness
# line; $pid and $port are its. A port on which an earlier test has left
# sockets is not taken: they would be counted.
serve() {
    if [ "$(time_wait_room)" != yes ]; then
        tell 'The TIME_WAIT table is full. It is empty within a minute...'
        seconds=$WAIT
        WAIT=65
        wait_for yes time_wait_room
        WAIT=$seconds
    fi
    attempt=0
    while [ $((attempt += 1)) -le 50 ]; do
        launch "$@"
        wait_for 1 grep -c '^listening on' "$tmp/$1.out" ||
            die "$2 does not listen: $(cat "$tmp/$1.err")"
        port=$(sed -n 's/^listening on .* port //p' "$tmp/$1.out")
        [ "$(sockets "$port" | wc -l)" -gt 1 ] || return 0
        stop "$pid"
    done
    die "no unused port for $2 in 50 attempts"
}

# start_server N: ch05/server-vN on a free port
start_server() {
    serve "server-v$1" "ch05/server-v$1" 127.0.0.1 0
}

# restart NAME PROGRAM: start it on $port, where a server was before; $said is
# the first that it says: the readiness line or the error.
restart() {
    launch "$1" "$2" 127.0.0.1 "$port"
    wait_for 1 first_line "$1" -c ||
        die "$2 says nothing when it is started on port $port"
    said=$(first_line "$1")
}
first_line() {
    cat "$tmp/$1.out" "$tmp/$1.err" | sed 1q | grep ${2:+"$2"} .
}

# stop PID: end a process that was started here, and wait until it is gone
stop() {
    kill -KILL "$1" 2>/dev/null
    wait "$1" 2>/dev/null
}

# freeze PID...: SIGSTOP, and wait until they are stopped
freeze() {
    kill -STOP "$@"
    for p in "$@"; do
        wait_for T state "$p"
    done
}

# finish PID: wait, at most $WAIT seconds, until it ends; status in $status
finish() {
    status='still running'
    if wait_for no alive "$1"; then
        wait "$1" 2>/dev/null
        status=$?
    fi
}

# is_client PROGRAM: whether it connects, and does not listen
is_client() {
    case ${1##*/} in
        *client* | eintr-connect | never-reads) ;;
        *) return 1 ;;
    esac
}

# hold FD NAME PROGRAM [ARGUMENT...]: start a client whose stdin is a pipe that
# stays open; type into it with `type_line FD TEXT`, end it with `hang_up FD`.
# FD is 3 to 9. More clients on the same pipe: `also FD NAME PROGRAM ...`.
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

# hang_up_first FD PID...: hang_up, and the clients have the TIME_WAIT for sure.
# These children are stopped until the clients' FINs are acknowledged. On a busy
# machine such an ACK may come after the child's own FIN: TIME_WAIT answers it,
# the listener answers that with a RST, and TIME_WAIT is gone (RFC 1337).
hang_up_first() {
    fd=$1
    shift
    freeze "$@"
    hang_up "$fd"
    wait_for $# count_sockets "$port" client FIN_WAIT2
    kill -CONT "$@"
}

# --- waiting for evidence, never for time ----------------------------------

# wait_for WANT COMMAND...: until COMMAND prints WANT; its last answer is $got.
# Returns 1 if it has not within $WAIT seconds.
wait_for() {
    wanted=$1
    shift
    deadline=$(($(date +%s) + WAIT))
    while got=$("$@" 2>/dev/null); [ "$got" != "$wanted" ]; do
        [ "$(date +%s)" -le "$deadline" ] || return 1
        nap
    done
}

# alive PID: "no" if it is gone or a zombie, otherwise its state. That its
# parent has not yet waited for a zombie is another matter.
alive() {
    life=$(state "$1")
    case $life in gone | Z) life=no ;; esac
    echo "$life"
}

# reason ERRNO: the C library's words for it, as in reason EADDRINUSE
reason() {
    tests/tool/reason "$1"
}

# count_lines FILE PATTERN: how many lines match
count_lines() {
    grep -c "$2" "$1"
}

# --- saying what was found (TAP) -------------------------------------------

# check TEXT WANT GOT: one test point
check() {
    checks=$((checks + 1))
    if [ "$2" = "$3" ]; then
        [ -n "$DEMO" ] || echo "ok $checks - $1"
        return 0
    fi
    failures=$((failures + 1))
    echo "not ok $checks - $1"
    printf '%s\n' "$2" | sed 's/^/# want: /'
    printf '%s\n' "$3" | sed 's/^/# got:  /'
    echo "# try:  $try"
    return 1
}

# check_range TEXT LOW HIGH GOT
check_range() {
    if [ "$4" -ge "$2" ] 2>/dev/null && [ "$4" -le "$3" ]; then
        check "$1" "$4" "$4"
    else
        check "$1" "$2 to $3" "$4"
    fi
}

# check_wait TEXT WANT COMMAND...: the command comes to print WANT
check_wait() {
    text=$1
    shift
    wait_for "$@"
    check "$text" "$1" "$got"
}

# check_end TEXT PID: the process ends
check_end() {
    check_wait "$1" no alive "$2"
}

# check_same TEXT FILE1 FILE2: the same bytes
check_same() {
    check "$1" '' "$(cmp "$2" "$3" 2>&1)"
}

# skip TEXT REASON: a test point that could not be tried here
skip() {
    checks=$((checks + 1))
    if [ -n "$DEMO" ]; then
        echo "Cannot be shown here: $2."
    else
        echo "ok $checks - $1 # SKIP $2"
    fi
}

# die TEXT: nothing further can be tested
die() {
    check "$1" 'to go on' 'stopped here'
    finish_tests
}

# finish_tests: the last line of every test
finish_tests() {
    [ -n "$DEMO" ] || echo "1..$checks"
    [ "$failures" -eq 0 ]
    exit
}
