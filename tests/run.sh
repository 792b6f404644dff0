#!/bin/sh
# run.sh [NAME...]         run the tests, all or the named ones
# run.sh --demo NAME       show a lab to a class; "list" lists the labs
#
# After each test it looks whether the test has left a process or a file.
# The last line is "N passed, N failed, N skipped"; exit 1 if any failed.
# TEST_SH='busybox sh' and the like: another shell. LIMIT: seconds for one test.

cd "$(dirname "$0")/.." || exit 1
limit=${LIMIT:-120}             # then a test is ended, and has failed

if [ "${1:-}" = --demo ]; then
    lab=${2:-list}
    if [ "$lab" = list ]; then
        sed -n 's/^# lab \(.*\)/\1/p' tests/*.t
        exit
    fi
    if ! grep -q "^# lab $lab:" "tests/$lab.t" 2>/dev/null; then
        echo "no lab '$lab'; make demo LAB=list lists them" >&2
        exit 2
    fi
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    DEMO=1 exec ${TEST_SH:-sh} "tests/$lab.t"
fi

out=$(mktemp -d "${TMPDIR:-/tmp}/unp-run.XXXXXX") && chmod 711 "$out" ||
    exit 1
test_pid='' watchdog=''
trap 'rm -rf "$out"' EXIT
trap 'kill -TERM $test_pid $watchdog 2>/dev/null; wait; exit 130' INT TERM

# marked: the pids of the processes that bear this run's mark
marked() {
    grep -ls "UNP_TEST=$out" /proc/[0-9]*/environ | tr -dc '0-9\n'
}

# run TEST: its TAP is in $out/tap, its exit status in $status
run() {
    # Whatever a test starts inherits this mark.
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    TMPDIR="$out/tmp" UNP_TEST="$out" ${TEST_SH:-sh} "$1" \
        >"$out/tap" 2>"$out/err" </dev/null &
    test_pid=$!
    (
        trap 'kill $!; exit' TERM
        sleep "$limit" & wait
        kill -TERM $test_pid        # it heeds that when what it runs has ended
        # shellcheck disable=SC2046  # a word for each pid
        kill -KILL $(marked | grep -vx $test_pid)
    ) 2>/dev/null &
    watchdog=$!
    wait $test_pid
    status=$?
    kill -TERM $watchdog 2>/dev/null
    wait $watchdog 2>/dev/null
}


# tell TEST: one line if all is well, otherwise what is not
tell() {
    name=$(basename "$1" .t)
    ok=$(grep '^ok ' "$out/tap" | grep -vc '# SKIP')
    bad=$(grep -c '^not ok ' "$out/tap")
    skips=$(grep -c '^ok .*# SKIP' "$out/tap")
    {
        if [ "$status" -eq 143 ]; then
            echo "not ok - $name was ended after $limit seconds"
        elif ! grep -q '^1\.\.' "$out/tap"; then
            echo "not ok - $name stopped early, with status $status"
            sed 's/^/# /' "$out/err"
        elif [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
            echo "not ok - $name ended with status $status"
        fi
        left=$(marked; ls -A "$out/tmp")
        if [ -n "$left" ]; then
            echo "not ok - $name left something behind"
            printf '%s\n' "$left" | sed 's/^/# /'
        fi
    } >"$out/more"
    bad=$((bad + $(grep -c '^not ok' "$out/more")))
    printf '%-14s %3d passed %3d failed %3d skipped\n' \
        "$name" "$ok" "$bad" "$skips"
    [ "$skips" -eq 0 ] || sed -n 's/^ok .*# SKIP/    skipped:/p' "$out/tap" |
        sort | uniq -c | sed 's/^ *1 */    /'
    if [ "$bad" -gt 0 ]; then
        sed -n '/^not ok/,/^# try/s/^/    /p' "$out/tap"
        sed 's/^/    /' "$out/more"
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
    skipped=$((skipped + skips))
}

passed=0 failed=0 skipped=0
[ $# -gt 0 ] || set -- tests/*.t
for test in "$@"; do
    mkdir "$out/tmp" && chmod 711 "$out/tmp"
    test=tests/$(basename "$test" .t).t
    if [ ! -r "$test" ]; then
        echo "run.sh: no test '$test'" >&2
        exit 2
    fi
    run "$test"
    tell "$test"
    rm -rf "$out/tmp"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
