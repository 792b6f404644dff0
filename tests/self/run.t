#!/bin/sh
# test: run.sh sees what a test does not say of itself
#
# A copy of run.sh runs small tests: good ones, and one for each way to fail.

. "$(dirname "$0")/../sh/lib.sh"

mkdir -p "$tmp/copy/tests/sh" "$tmp/copy/tests/lab" &&
    cp tests/run.sh "$tmp/copy/tests" && cp tests/sh/nap.sh "$tmp/copy/tests/sh"

# plant NAME: a test of that name; what it does comes on stdin
plant() {
    cat >"$tmp/copy/tests/lab/$1.t"
}

# outcome NAME...: the exit status and the last line of run.sh with these tests
outcome() {
    LIMIT=${limit:-60} JOBS=1 TEST_SH='' sh "$tmp/copy/tests/run.sh" "$@" \
        >"$tmp/said" 2>&1 3>&- 4>&-
    echo "exit $?: $(sed -n '$p' "$tmp/said")"
}

plant good <<'END'
echo 'ok 1 - this'
echo 'ok 2 - that # SKIP not here'
echo 1..2
END
plant bad <<'END'
echo 'not ok 1 - this'
echo 1..1
exit 1
END
plant early <<'END'
echo 'ok 1 - this'
exit 0
END
plant status <<'END'
echo 'ok 1 - this'
echo 1..1
exit 3
END
plant file <<'END'
echo x >"$TMPDIR/left"
echo 'ok 1 - this'
echo 1..1
END
plant process <<'END'
sleep 60 >/dev/null 2>&1 &
echo $! >"${0%/*}/pid"
echo 'ok 1 - this'
echo 1..1
END
plant slow <<'END'
echo 'ok 1 - this'
sleep 60
echo 1..1
END

check 'a good test' 'exit 0: 1 passed, 0 failed, 1 skipped' "$(outcome good)"
check 'a skip is said' 1 "$(count_lines "$tmp/said" 'skipped: not here$')"
check 'a test that fails' 'exit 1: 0 passed, 1 failed, 0 skipped' \
    "$(outcome bad)"
check 'a good one does not hide it' 'exit 1: 1 passed, 1 failed, 1 skipped' \
    "$(outcome bad good)"
check 'a test that stops early' 'exit 1: 1 passed, 1 failed, 0 skipped' \
    "$(outcome early)"
check 'a bad exit status alone' 'exit 1: 1 passed, 1 failed, 0 skipped' \
    "$(outcome status)"
check 'a file is left' 'exit 1: 1 passed, 1 failed, 0 skipped' \
    "$(outcome file)"
check 'which one' 1 "$(count_lines "$tmp/said" '# left$')"
if [ -r /proc/self/environ ]; then
    check 'a process is left' 'exit 1: 1 passed, 1 failed, 0 skipped' \
        "$(outcome process)"
    left=$(cat "$tmp/copy/tests/lab/pid")
    kill_at_end "$left"
    check 'which one' 1 "$(count_lines "$tmp/said" "# $left\$")"
else
    skip 'a process is left' 'this system has no /proc'
fi
limit=1
check 'a test that takes too long' 'exit 1: 1 passed, 1 failed, 0 skipped' \
    "$(outcome slow)"
limit=
check 'no such test' "exit 2: run.sh: no test 'none'" \
    "$(outcome none)"
finish_tests
