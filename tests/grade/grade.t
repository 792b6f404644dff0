#!/bin/sh
# test: make grade: each program fails the lessons that it must fail, no others
# slow
#
# The table below is the grader's own exam. GRADE=all tries every program with
# every lesson; LONG=1 tries each with those that it must fail, and one that it
# must pass. Otherwise a program is tried only if it fails a lesson that no
# program above it fails.

. "$(dirname "$0")/../sh/lib.sh"

need /proc/thread-self/children 'the table'

# PROGRAM, or FLAW of a program in tests/bad | the lessons that it must fail. If
# one has a ?, the moment at which a signal comes decides.
table='
ch05/server-v1          | handler zombie zombies fifty no-descriptors +
    no-processes
ch05/server-v2          | zombies fifty stopped-child no-descriptors +
    no-processes
ch05/server-v3          |
ch05/fail/eintr-continue |
ch05/fail/fd-leak       | fin descriptors
ch05/fail/listen-leak   | listening
ch05/fail/sysv-signal   | zombie
ch05/fail/waitpid-once  | zombies fifty
ch05/fail/printf-handler | printed-twice
ch05/fail/no-reuseaddr  | restart
ch05/fail/iterative     | five-clients
ch05/yours/server       | five-clients reset-accept reset-echo sigpipe restart
ch05/fail/eintr-accept  | first-look
fork byte               | echo late-read
fork upper              | first-look
fork nul                | echo
fork first              | pieces
fork fin                | half-close
fork add                | fin
fork stay               | child-ends
fork again              | child-ends
fork wait-stay          | newcomer
fork leak               | descriptors
fork ten                | fifty
fork count              | fifty
fork ignore             | handler
fork wait-all           | newcomer stopped-child
fork wait-first         | stopped-child
fork close-listen       | first-look
fork alone              | five-clients
fork silent             | child-ends
fork few                | first-look
fork peer               | reset-accept
fork term               | sigterm
fork quiet              | port-taken
fork status             | port-taken
fork unchecked          | port-taken
fork linger             | fin
fork emfile             | no-descriptors
fork spin               | no-descriptors
fork eagain             | no-processes
fork listens            | listening no-processes
odd v6                  |
odd log                 |
odd late                |
odd slow                |
odd helper              |
odd daemon              |
odd queue               |
odd bytes               |
odd limit               |
odd v6-restart          | restart
epoll                   | five-clients eintr
ch05/fail/eintr-falls-through | first-look descriptors? child-ends? eintr
poll none               |
poll blocking           | five-clients
poll all                | one-leaves
poll late               | fin
poll reset              | reset-echo
poll short              | late-read
poll chat               | first-look
poll sigpipe            | sigpipe
threads                 | no-descriptors
rude hang               | first-look
rude deny               | first-look
rude flood              | first-look
rude forks              | first-look
rude ends               | first-look
rude crash              | first-look
rude deaf               | first-look
rude elsewhere          | first-look
ch05/client-v1          | fin
ch05/fail/poll-client   |
ch05/fail/sigpipe-client | fin reset
client none             |
client silent           | reset
client nul              | bytes
client cut              | long-line
client once             | pieces
client hasty            | batch
client stdio            | two-lines
client prompt           | first-look
client resend           | batch
client stay             | batch
client string           | first-look
client strip            | first-look
client more             | more
client deaf             | fin'
# PROGRAM | LESSON | a part of what is said about it: a regular expression
said='
ch05/server-v1 | zombie  | seen: *3 zombies .*No process waits for them
ch05/server-v2 | zombies | seen: *4 zombies after 5 clients.*Signals merge
ch05/server-v2 | no-descriptors | status 1, "server-v2: accept: [NT]o
ch05/fail/fd-leak | fin  | seen: *no FIN: none in
ch05/yours/server | sigpipe | killed by signal 13 (SIGPIPE)
epoll          | eintr   | Interrupted system call.*make class LAB=eintr
fork linger    | fin     | seen: *RST: no FIN.*SO_LINGER
ch05/fail/sysv-signal | zombie | seen: *2 zombies .*no handler any more
fork spin      | no-descriptors | CPU time: [0-9]* of [0-9]* hundredths
fork unchecked | port-taken | it still runs
fork listens   | no-processes | the process that accepts has ended, "fork:
poll short     | late-read | bytes lost:
odd v6-restart | restart | Address already in use
rude deaf      | first-look | nowhere after [0-9]\{1,2\} s.*bind and listen
rude deny      | first-look | sends "go away.n", then a FIN.*read returns 0
client resend  | batch   | too much: its input has 8 bytes.*fgets
client string  | first-look | then "Hello.n.0" .* strlen
client once    | pieces  | It has ended before its whole echo
client cut     | long-line | EOF on out'
python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null)

# command_of PROGRAM: what SERVER is for a row of the table
command_of() {
    case $1 in
        */*) echo "$1" ;;
        threads) echo "env '$python' tests/bad/threads.py %p" ;;
        epoll) echo tests/bad/epoll ;;
        *) echo "env FLAW=${1#* } tests/bad/${1% *}" ;;
    esac
}

# grade PROGRAM FAILED: run the grader; its TAP is in $tmp/PROGRAM.tap
grade() {
    lessons=$(echo " $2 " | sed 's/ first-look / /; s/?//g')
    case "$1 ${GRADE:-}" in
        rude*) lessons='echo zombies port-taken' ;;
        *' all') lessons= ;;
        'odd limit '*) lessons='fin fifty' ;;
        *client*) lessons="long-line $lessons" ;;
        *) lessons="fin $lessons" ;;
    esac
    # BOUND: here other programs use the machine, too.
    kind=SERVER
    case $1 in *client*) kind=CLIENT ;; esac
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    env LESSON="$lessons" TAP=1 $kind="$(command_of "$1")" JOBS=3 BOUND=20 \
        TASKS=1 PORT= V= ${TEST_SH:-sh} tests/grade/grade.sh </dev/null \
        >"$tmp/${1##*/}.tap" 2>&1
}

# check_row PROGRAM FAILED: check which lessons it has failed. A lesson that the
# machine cannot try, such as root without another user, is none of them.
check_row() {
    tap=$tmp/${1##*/}.tap want=
    for one in $2; do
        name=${one%"?"}
        [ "$name" = "$one" ] || grep -q "^not ok [0-9]* - $name:" "$tap" ||
            continue
        grep "^ok [0-9]* - $name: " "$tap" |
            grep -q 'SKIP \(root\|user\|the limit\|no TIME\)' ||
            want="$want $name"
    done
    try="make grade SERVER='$(command_of "$1")'     # or CLIENT"
    grep '^# seen' "$tap" >"$tmp/${1##*/}.out"
    check "$1: the lessons that it fails" "${want# }" \
        "$(sed -n 's/^not ok [0-9]* - \([^:]*\):.*/\1/p' "$tap" |
            paste -s -d ' ' -)"
    while IFS='|' read -r program lesson words; do
        [ "$1" = "$program" ] || continue
        check "$1: $lesson says: $words" 1 "$(sed -n \
            "/^not ok [0-9]* - $lesson:/,/^[on0-9]*ok/p" "$tap" |
            paste -s -d ' ' - | grep -c "$words")"
    done <"$tmp/said"
    check "$1: each lesson has a verdict" 1 \
        "$(grep -c '^[0-9]* passed, [0-9]* failed, [0-9]* skipped$' "$tap")"
}

# rows WHAT: do that for each row of the table that no other worker has taken
rows() {
    what=$1
    while IFS='|' read -r program failed <&6; do
        taken=$tmp/$what.${program##*/}
        if [ "$program" = threads ] && [ -z "$python" ]; then continue; fi
        if [ -e "$taken" ] || ! mkdir "$taken" 2>/dev/null; then continue; fi
        $what "$program" "$failed"
    done 6<"$tmp/table"
}

echo "$said" | sed '1d; s/ *| */|/g' >"$tmp/said"
echo "$table" | sed ':a
    s/^ *//
    /+$/{
        N
        s/+\n *//
        ba
    }
    s/ *| */|/
    /^$/d' >"$tmp/all"

# first_to_fail: prints the rows with a lesson that is in no row above, and the
# first server and the first client without a fault
first_to_fail() {
    awk -F '|' '
        {
            kind = $1 ~ /client/ ? "client" : "server"
            chosen = 0
            n = split($2, failed, " ")
            for (i = 1; i <= n; i++)
                if (failed[i] !~ /first-look|[?]/ && !seen[kind, failed[i]]++)
                    chosen = 1
            if (chosen || $2 == "" && !right[kind]++)
                print
        }' "$tmp/all"
}
if [ -n "${GRADE:-}" ] || have long 'the other programs of the table'; then
    cp "$tmp/all" "$tmp/table"
else
    first_to_fail >"$tmp/table"
fi

# A lesson that no program fails would be a defect. A program that misses five
# deaths misses fifty, and each child that ends interrupts accept.
for file in tests/grade/server-*.sh tests/grade/client-*.sh; do
    name=${file#tests/grade/}
    echo "${name%%-*} ${file#*-[0-9][0-9]-}"
done | sed 's/\.sh$//' >"$tmp/names"
awk -F '|' '
    NR == FNR && $2 !~ /first-look/ {
        kind = $1 ~ /client/ ? "client" : "server"
        n = split($2, failed, " ")
        for (i = 1; i <= n; i++)
            fails[kind " " failed[i]] = n == 1 || fails[kind " " failed[i]] == 1
    }
    NR != FNR && !($0 in fails) { print $0 ": none fails it" }
    NR != FNR && fails[$0] != 1 { print $0 ": none fails only this" }
    ' "$tmp/all" "$tmp/names" >"$tmp/untested"
check 'for each lesson there is a program that fails it, and only it' \
    'server zombies: none fails only this
server eintr: none fails only this' "$(cat "$tmp/untested")"

# Each lesson has its comments, a lab that exists, and a row in the README.
for file in tests/grade/server-*.sh tests/grade/client-*.sh; do
    for what in lesson why hint see; do
        [ "$(grep -c "^# $what: " "$file")" = 1 ] || echo "$file: $what"
    done
    lab=$(sed -n 's/^# see: \(.*\), UNP .*/\1/p' "$file")
    grep -q '^# lab: ' "tests/"*"/$lab.t" || echo "$file: $lab is no lab"
    name=${file#*-[0-9][0-9]-}
    row="| \`${name%.sh}\` | $(sed -n 's/^# lesson: //p' "$file") |"
    grep -qF "$row" ch05/yours/README.md || echo "no row: $row"
done >"$tmp/lessons"
check 'each lesson has what its report needs' '' "$(cat "$tmp/lessons")"
check 'the lessons that the tasks name are lessons' '' \
    "$(sed -n 's/.*lessons*: //p' ch05/yours/server.c | tr ' ' '\n' |
        while read -r name; do
            ls tests/grade/server-[0-9][0-9]-"$name.sh" >/dev/null 2>&1 ||
                echo "$name"
        done)"

workers=
for _ in 1 2 3 4 5 6; do      # most of the time they wait
    rows grade &
    workers="$workers $!"
done
for worker in $workers; do
    wait "$worker"
done
rows check_row
have python3 'a server with threads' || :
finish_tests
