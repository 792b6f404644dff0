#!/bin/sh
# run.sh [NAME...]         run the tests, all or the named ones
# run.sh --demo NAME       show a lab to a class; "list" lists the labs
# run.sh --uses NAME...    print which programs these tests name, for make
# run.sh --class [NAME]    the same, but ask for predictions first; without NAME
#                          it is a lesson: all labs that ask, in order
# run.sh --quiz [NAME...]  print the questions of a class on paper, all or those
#                          of the named labs; with KEY=1, the answers
#
# After each test, it checks that the test has left no file and no process.
# Where there is no /proc, ps shows them, but maybe not all: see marked.sh.
# The last line is "N passed, N failed, N skipped"; exit 1 if any failed.
#
#   JOBS=1                 how many tests run at the same time (default: four
#                          for each CPU, at most 8; most of the time they wait)
#   LIMIT=60               after so many seconds it ends a test, which has then
#                          failed (default: 300)
#   TEST_SH='busybox sh'   the shell that runs the tests (default: sh)

export LC_ALL=C
cd "$(dirname "$0")/.." || exit 1
. tests/sh/jobs.sh
set_jobs 4 8
limit=${LIMIT:-300}
. tests/sh/nap.sh
. tests/sh/marked.sh

# find_test NAME [lab]: prints the file of that test, or of that lab. NAME is
# zombies, or proc/orphan where two folders have an orphan. If there is no such
# file, or more than one, it prints a message and exits with status 2.
find_test() {
    name=${1#tests/} what=${2:-test}
    name=${name%.t}
    case $name in
        */*) set -- "tests/$name.t" ;;
        *) set -- tests/*/"$name.t" ;;
    esac
    if [ $# -gt 1 ]; then
        echo "run.sh: which '$name'? There are: $(names "$@")" >&2
        exit 2
    elif [ ! -r "$1" ]; then
        near=$(. tests/sh/near.sh && grep -l -e '^# lab: ' -e "^# $what: " \
            tests/*/*.t | sed 's|^tests/||; s|\.t$||' | near_names "$name")
        echo "run.sh: no $what '$name'${near:+; near: $near}" >&2
        [ "$what" = test ] || echo 'make demo LAB=list names all labs' >&2
        exit 2
    fi
    echo "$1"
}

# names FILE...: prints the names of these tests: folder/name
names() {
    printf '%s\n' "$@" | sed 's|^tests/||; s|\.t$||' | paste -s -d ' ' -
}

# each_lab: prints a line "FOLDER/NAME|MINUTES|NAME: TITLE" for each lab, in the
# order of the folders' READMEs. MINUTES is empty if the lab does not ask a
# class. A NAME that two folders have gets its folder.
each_lab() {
    set -- tests/*/*.t
    for folder in proc ladder fail data wire; do
        set -- "$@" "folder=$folder" "$(readme_of $folder)"
    done
    awk '
        FNR == 1 { in_test = FILENAME ~ /[.]t$/; print_rest() }
        FNR == 1 && in_test {
            lab = FILENAME
            gsub(/^tests\/|[.]t$/, "", lab)
            labs[++count] = lab
            same[base(lab)]++
        }
        in_test && sub(/^# lab: /, "") { title[lab] = $0 }
        in_test && /^# class: [0-9]+ minutes$/ { minutes[lab] = $3 }
        !in_test {
            current = folder
            if (match($0, /^[|] \[[a-z0-9-]+\]\(/))    # a row of a table
                print_lab(folder "/" substr($0, 4, RLENGTH - 5))
            while (match($0, /make demo LAB=[a-z0-9\/-]+/)) {
                name = substr($0, RSTART + 14, RLENGTH - 14)
                print_lab(folder "/" base(name))
                $0 = substr($0, RSTART + RLENGTH)
            }
        }
        END { print_rest() }
        function base(name) {
            sub(/.*\//, "", name)
            return name
        }
        function print_lab(lab) {
            if (!(lab in title) || done[lab]++)
                return
            print lab "|" minutes[lab] "|" \
                (same[base(lab)] > 1 ? lab : base(lab)) ": " title[lab]
        }
        # The labs of a folder that its README does not name come last.
        function print_rest(    i) {
            for (i = 1; current && i <= count; i++)
                if (index(labs[i], current "/") == 1)
                    print_lab(labs[i])
        }
    ' "$@"
}

# readme_of FOLDER: prints the file of its README
readme_of() {
    case $1 in
        ladder) echo ch05/README.md ;;
        *) echo "ch05/$1/README.md" ;;
    esac
}

# list_labs: prints a line "NAME: TITLE" for each lab, folder by folder
list_labs() {
    each_lab | while IFS='|' read -r lab _ line; do
        if [ "${lab%/*}" != "${folder:-}" ]; then
            folder=${lab%/*}
            echo "--- $folder: see $(readme_of "$folder")"
        fi
        echo "$line"
    done
}

# uses TEST...: prints which programs these tests and the files that they read
# name, a line each. A name that they complete ends in %, as in ch05/server-v%.
uses() {
    awk '
        function look_into(file,    line, word) {
            if (file in read)
                return
            read[file]
            while ((getline line <file) > 0) {
                if (line ~ /^ *#/)
                    continue
                while (match(line, path)) {
                    word = substr(line, RSTART, RLENGTH)
                    line = substr(line, RSTART + RLENGTH)
                    sub(/^[.][.]/, "tests", word)
                    sub(/[$*].*/, "%", word)
                    if (word ~ /need[.]sh$/)
                        continue        # it only tries what is built
                    if (word ~ /[.]sh$/)
                        look_into(word)
                    else if (word != "tests/%")
                        print word
                }
            }
            close(file)
        }
        BEGIN {
            path = "(ch05|tests|[.][.]/sh)/[A-Za-z0-9_./*-]*[$]?"
            for (i = 1; i < ARGC; i++)
                look_into(ARGV[i])
        }' "$@" | sort -u
}

# need_all: where no test can run, say so before one waits
need_all() {
    why=$(. tests/sh/probe.sh && . tests/sh/need.sh && lacks_all)
    [ -z "$why" ] || { echo "run.sh: $why" >&2; exit 1; }
    export UNP_RUN=1            # lib.sh need not look again
}

if [ "${1:-}" = --uses ]; then
    shift
    for test in "$@"; do
        uses "$(find_test "$test")"
    done 2>/dev/null
    exit
fi

case ${1:-}:${2:-} in --class: | --class:list | --quiz:*)
    . tests/sh/lesson.sh
    case $1:${2:-} in
        --class:) run_lessons ;;
        --class:list) list_lessons ;;
        --quiz:*) shift; print_quiz "$@" ;;
    esac
    exit
esac

case ${1:-} in --demo | --class)
    if [ "${2:-list}" = list ]; then
        if [ -t 1 ]; then list_labs | ${PAGER:-more}; else list_labs | cat; fi
        exit
    fi
    need_all
    lab=$(find_test "$2" lab) || exit
    if ! grep -q '^# lab: ' "$lab"; then
        echo "run.sh: '$2' is a test and not a lab; run make test T=$2" >&2
        exit 2
    fi
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    [ "$1" = --demo ] || export CLASS=1
    DEMO=1 exec ${TEST_SH:-sh} "$lab"
esac

# run TEST: run it; its TAP is in $dir/tap, its exit status in $status
run() {
    mkdir "$dir/tmp" && chmod 711 "$dir" "$dir/tmp"
    (
        trap 'kill -KILL $!; exit' TERM
        sleep "$limit" &
        echo $! >"$dir/watched"     # from now on, TERM runs the trap
        wait
        [ -e "$dir/pid" ] || exit   # the worker has been killed
        echo >"$dir/late"
        test_pid=$(cat "$dir/pid")
        kill -TERM "$test_pid"      # its trap runs when its command has ended
        attempt=0
        while [ $((attempt += 1)) -le 10 ]; do
            left=$(marked "TMPDIR=$dir/" | grep -vx "$test_pid")
            [ -n "$left" ] || break
            # shellcheck disable=SC2086  # a word for each pid
            kill -KILL $left
            nap 0.02
        done
    ) >/dev/null 2>&1 &
    watchdog=$!
    until [ -s "$dir/watched" ]; do
        nap 0.004
    done
    # Whatever a test starts inherits this mark.
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    TMPDIR="$dir/tmp" ${TEST_SH:-sh} "$1" \
        >"$dir/tap" 2>"$dir/err" </dev/null &
    test_pid=$!
    echo $test_pid >"$dir/pid"
    wait $test_pid
    status=$?
    rm "$dir/pid"
    [ -e "$dir/late" ] || kill -TERM $watchdog
    wait $watchdog 2>/dev/null
    test_pid='' watchdog=''
}

# problems: prints the failures that the test did not report itself
problems() {
    if [ -e "$dir/late" ]; then
        echo "not ok - $name was ended after $limit seconds"
    elif ! grep -q '^1\.\.[1-9]' "$dir/tap"; then
        echo "not ok - $name ended early, with status $status"
        sed 's/^/# /' "$dir/err"
    elif [ "$status" -ne 0 ] && ! grep -q '^not ok' "$dir/tap"; then
        echo "not ok - $name ended with status $status"
    fi
    # The shell goes on after a command or function that does not exist. It says
    # "Permission denied" where it may not look into a folder of PATH.
    if [ -s "$dir/err" ] &&
        grep -E '(not found|denied)$' "$dir/err" >"$dir/absent"; then
        echo "not ok - $name runs a command that does not exist"
        sed 's/^/# /' "$dir/absent"
    fi
    # A server's child ends when it has read the FIN of its client: look again.
    attempt=0
    while left=$(marked "TMPDIR=$dir/"; ls -A "$dir/tmp"); [ -n "$left" ]; do
        [ $((attempt += 1)) -le 50 ] || break
        nap 0.02
    done
    if [ -n "$left" ]; then
        echo "not ok - $name left something behind"
        printf '%s\n' "$left" | sed 's/^/# /'
    fi
}

# report: prints a line of counts, then each failure; the counts are also in
# $dir/counts
report() {
    problems >"$dir/problems"
    awk -v name="$name" -v counts="$dir/counts" '
        FNR == 1 { own = FILENAME ~ /tap$/; failure = 0 }
        /^ok / {
            if (sub(/.*# SKIP /, "")) {
                skipped++
                reason[$0]++
            } else
                passed++
        }
        /^not ok/ { failed++; failure = 1 }
        failure { failures = failures "    " $0 "\n" }
        own && /^# try/ { failure = 0 }
        END {
            printf "%-24s %3d passed %3d failed %3d skipped\n",
                name, passed, failed, skipped
            print passed + 0, failed + 0, skipped + 0 >counts
            for (text in reason)
                print "    skipped: " text \
                    (reason[text] > 1 ? ", " reason[text] " times" : "")
            printf "%s", failures
        }' "$dir/tap" "$dir/problems"
}

# locate TEST: its name is in $name, the folder of its results in $dir
locate() {
    name=${1#tests/}
    name=${name%.t}
    dir=$out/${name%/*}.${name#*/}
}

# worker TEST...: run the tests that no other worker has taken
worker() {
    trap end_worker TERM
    for test in "$@"; do
        locate "$test"
        # Another worker may have taken it. Look first: mkdir is a program.
        if [ -e "$dir" ] || ! mkdir "$dir" 2>/dev/null; then continue; fi
        # If SIGKILL has ended run.sh, nobody else removes the folder.
        kill -0 $$ 2>/dev/null || { rm -rf "$out"; exit 1; }
        run "$test"
        report >"$dir/report"
        cat "$dir/report"
    done
}

# end_worker: end the test, at first so that it can clean up. Its shell does
# that when its command has ended; after a second or two, this waits no longer.
test_pid='' watchdog=''
end_worker() {
    trap '' TERM
    [ -n "$test_pid" ] || exit 130
    kill -TERM "$test_pid" "$watchdog" 2>/dev/null
    deadline=$(($(date +%s) + 2))
    while left=$(marked "TMPDIR=$dir/"); [ -n "$left" ]; do
        now=$(date +%s)     # one look may take long
        # shellcheck disable=SC2086  # a word for each pid
        [ "$now" -lt "$deadline" ] || kill -KILL $left 2>/dev/null
        [ "$now" -le $((deadline + 2)) ] || break
        nap 0.02
    done
    wait
    exit 130
}

need_all
marked TMPDIR=none >/dev/null   # now each worker knows what this grep reads
out=$(mktemp -d "${TMPDIR:-/tmp}/unp-run.XXXXXX") && chmod 711 "$out" ||
    exit 1
workers=
trap 'rm -rf "$out"' EXIT
trap 'trap "" HUP INT QUIT TERM; kill -TERM $workers 2>/dev/null; wait; exit 130
    ' HUP INT QUIT TERM

# The slow tests start first. If one of them started last, one worker would
# still run it when the others have finished. Last come those that leave
# hundreds of TIME_WAITs: for a minute, each look at the sockets reads them all.
# shellcheck disable=SC2046  # a word for each test
[ $# -gt 0 ] || set -- $(grep -l '^# slow$' tests/*/*.t) \
    $(grep -L '^# last$' tests/*/*.t) tests/*/*.t
tests=
for test in "$@"; do
    test=$(find_test "$test") || exit
    case "$tests " in *" $test "*) ;; *) tests="$tests $test" ;; esac
done
while [ "$jobs" -gt 0 ]; do
    # shellcheck disable=SC2086  # a word for each test
    worker $tests &
    workers="$workers $!"
    jobs=$((jobs - 1))
done
wait
missing=0
for test in $tests; do
    locate "$test"
    [ -s "$dir/counts" ] && continue
    echo "not ok - $test did not run to its end"
    kill -KILL "$(cat "$dir/watched")" 2>/dev/null   # the sleep of its watchdog
    missing=$((missing + 1))
done
cat "$out"/*/counts | awk -v failed="$missing" '
    { passed += $1; failed += $2; skipped += $3 }
    END {
        print passed + 0 " passed, " failed + 0 " failed, " \
            skipped + 0 " skipped"
        exit failed > 0
    }'
