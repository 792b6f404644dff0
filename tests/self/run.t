#!/bin/sh
# test: run.sh finds the tests, and notices what a test does not report itself
#
# A copy of run.sh runs small tests: a good one, and one for each way to fail.

. "$(dirname "$0")/../sh/lib.sh"

mkdir -p "$tmp/copy/tests/sh" "$tmp/copy/tests/lab" &&
    cp tests/run.sh "$tmp/copy/tests" &&
    cp tests/sh/jobs.sh tests/sh/nap.sh tests/sh/marked.sh tests/sh/near.sh \
        tests/sh/probe.sh tests/sh/need.sh "$tmp/copy/tests/sh"

# plant NAME: make a test with that name; its script comes from stdin
plant() {
    cat >"$tmp/copy/tests/lab/$1.t"
}

# outcome NAME...: run these tests; prints the exit status and the last line of
# run.sh
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
plant empty <<'END'
echo 1..0
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
plant process <<END
"$PWD/ch05/proc/signal" 60 >/dev/null 2>&1 &
echo \$! >"\${0%/*}/pid"
echo 'ok 1 - this'
echo 1..1
END
plant absent <<'END'
known EPROTO
echo 'ok 1 - this'
echo 1..1
END
plant slow <<'END'
echo 'ok 1 - this'
sleep 60
echo 1..1
END

check 'a good test' 'exit 0: 1 passed, 0 failed, 1 skipped' "$(outcome good)"
check 'a skip is reported' 1 "$(count_lines "$tmp/said" 'skipped: not here$')"
check 'a test that fails' 'exit 1: 0 passed, 1 failed, 0 skipped' \
    "$(outcome bad)"
check 'a good test after it does not hide it' \
    'exit 1: 1 passed, 1 failed, 1 skipped' "$(outcome bad good)"
check 'a test that ends early, and one that checks nothing' \
    'exit 1: 1 passed, 2 failed, 0 skipped' "$(outcome early empty)"
check 'a test whose checks pass, but whose exit status is 3' \
    'exit 1: 1 passed, 1 failed, 0 skipped' "$(outcome status)"
check 'a test that leaves a file' 'exit 1: 1 passed, 1 failed, 0 skipped' \
    "$(outcome file)"
check 'the report names the file' 1 "$(count_lines "$tmp/said" '# left$')"
if have marks 'a test that leaves a process'; then
    check 'a test that leaves a process' \
        'exit 1: 1 passed, 1 failed, 0 skipped' "$(outcome process)"
    left=$(cat "$tmp/copy/tests/lab/pid")
    kill_at_end "$left"
    check 'the report names the process' 1 \
        "$(count_lines "$tmp/said" "# $left\$")"
fi
check 'a test that calls a function that does not exist' \
    'exit 1: 1 passed, 1 failed, 0 skipped' "$(outcome absent)"
check 'the report has what the shell says' 1 \
    "$(grep -cE '# .*known: .*(found|denied)$' "$tmp/said")"
limit=1
check 'a test that takes too long' 'exit 1: 1 passed, 1 failed, 0 skipped' \
    "$(outcome slow)"
limit=
# Somebody ends the worker: the test has no result, and that is a failure.
plant worker <<'END'
kill -KILL $PPID
END
check 'a test whose worker is killed' 'exit 1: 0 passed, 1 failed, 0 skipped' \
    "$(outcome worker)"
check 'the report names the test' 1 \
    "$(count_lines "$tmp/said" 'lab/worker.t did not run to its end$')"

# A signal ends the test, also one whose shell waits for a command, and removes
# the folder.
plant endless <<'END'
echo $$ >"${0%/*}/pid"
sleep 60
END
mkdir "$tmp/out"
left() {
    ls -A "$tmp/out"
    state "$test_pid"
}
for name in HUP INT QUIT TERM; do
    rm -f "$tmp/copy/tests/lab/pid"
    # A shell in the background ignores INT and QUIT; env does not change that.
    launch run tests/tool/default-signals env JOBS=1 TMPDIR="$tmp/out" \
        sh "$tmp/copy/tests/run.sh" lab/endless
    check_wait "SIG$name: the test has begun" 1 \
        count_lines "$tmp/copy/tests/lab/pid" .
    test_pid=$(cat "$tmp/copy/tests/lab/pid")
    kill_at_end "$test_pid"
    kill -"$name" "$pid"
    check_end "SIG$name to run.sh: it ends" "$pid"
    check_wait "SIG$name: no process and no file is left" gone left
done
rm "$tmp/copy/tests/lab/endless.t"

# A host whose interface lo is down: what is said comes at once. Only /proc
# shows it.
if have hosts 'lo is down'; then
    [ "$(id -u)" -eq 0 ] && how=-n || how=-Urn
    for mode in --demo ''; do
        # shellcheck disable=SC2086  # no word, if it is empty
        check "lo is down: run.sh $mode" "1 run.sh: there is no 127.0.0.1: the\
 interface lo is down: sudo ip link set lo up" \
            "$(PROBE='' unshare $how sh tests/run.sh $mode zombies \
                >"$tmp/said" 2>&1; echo "$? $(cat "$tmp/said")")"
    done
fi
# Without /proc, ps and netstat nothing is seen. That, too, is said at once.
mkdir "$tmp/few"
for tool in awk basename cat cut dirname fold grep mktemp rm sed sh sort tr; do
    ln -s "$(command -v $tool)" "$tmp/few/$tool"
done
# blind COMMAND...: prints its exit status and what it says about sockets
blind() {
    env -u UNP_RUN PATH="$tmp/few" PROBE='ps' "$@" >"$tmp/said" 2>&1
    echo "$? $(sed -n 's/sockets: .*/sockets/p' "$tmp/said")"
}
nothing='nothing shows processes and sockets'
check 'no ps: make test' "1 run.sh: $nothing" "$(blind sh tests/run.sh)"
check 'no ps: make demo' "1 run.sh: $nothing" \
    "$(blind sh tests/run.sh --demo zombies)"
check 'no ps: a test by hand' "1 Bail out! $nothing" \
    "$(blind sh tests/ladder/zombies.t)"
check 'no ps: make doctor' "1 make test cannot run: $nothing" \
    "$(blind sh tests/doctor.sh)"

# A server that does not begin: nobody waits for its readiness line.
check 'a server that ends instead' "not ok 1 - ch05/server-v1 does not listen: \
server-v1: bind: $(reason EADDRNOTAVAIL)" "$(WAIT=60 sh -c '. tests/sh/lib.sh
    start_server no ch05/server-v1 192.0.2.1 0' tests/self/run.t | sed 1q)"

check 'no such test' "exit 2: run.sh: no test 'none'" \
    "$(outcome none)"

# A name that two folders have.
mkdir "$tmp/copy/tests/other"
cp "$tmp/copy/tests/lab/good.t" "$tmp/copy/tests/other/good.t"
check 'two folders have the name: the message has both' \
    "exit 2: run.sh: which 'good'? There are: lab/good other/good" \
    "$(outcome good)"
check 'folder/name is one of the two' 'exit 0: 1 passed, 0 failed, 1 skipped' \
    "$(outcome other/good)"
check 'the report has folder/name' 1 \
    "$(count_lines "$tmp/said" '^other/good  *1 passed')"
check 'the path of the file, too' 'exit 0: 1 passed, 0 failed, 1 skipped' \
    "$(outcome tests/other/good.t)"
check 'folder/name that does not exist' "exit 2: run.sh: no test 'lab/none'" \
    "$(outcome lab/none)"

# Without a name: all tests, those with "# slow" first, with "# last" last. With
# one job, the order of the reports is the order in which they were started.
rm "$tmp/copy/tests/lab"/*.t
plant a-quick <<'END'
echo 'ok 1 - this'
echo 1..1
END
plant z-slow <<'END'
# slow
echo 'ok 1 - this'
echo 1..1
END
plant a-last <<'END'
# last
echo 'ok 1 - this'
echo 1..1
END
check 'all tests' 'exit 0: 4 passed, 0 failed, 1 skipped' "$(outcome)"
check 'their order' 'lab/z-slow lab/a-quick other/good lab/a-last ' \
    "$(sed -n 's/ .* passed .*//p' "$tmp/said" | grep / | tr '\n' ' ')"
finish_tests
