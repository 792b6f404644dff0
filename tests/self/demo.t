#!/bin/sh
# test: a demo that is interrupted leaves no process and no file

. "$(dirname "$0")/../sh/lib.sh"

need proc 'a demo that is interrupted'

# left: prints what is left of the demo: processes and files
left() {
    marked "TMPDIR=$tmp/out"
    ls -A "$tmp/out"
}

# serves: prints "yes" if the demo has started a server
serves() {
    grep -qs '^listening on' "$tmp"/out/unp.*/server-v1.out && echo yes
}

mkdir "$tmp/out"
for name in HUP INT QUIT TERM KILL; do
    launch demo tests/tool/default-signals env TMPDIR="$tmp/out" \
        sh tests/run.sh --demo zombies
    demo=$pid
    wait_for yes serves
    kill "-$name" "$demo"
    check_end "SIG$name to a demo: it ends" "$demo"
    check_wait "SIG$name: no process and no file is left" '' left
done

# The signal comes before the shell has noted the pid of what it has started.
cat >"$tmp/early" <<END
. tests/sh/lib.sh
TMPDIR=$tmp/out ch05/server-v1 127.0.0.1 0 >/dev/null 2>&1 &
kill -TERM \$\$
END
# shellcheck disable=SC2086  # it may be two words: busybox sh
${TEST_SH:-sh} -c ". $tmp/early" tests/self/demo.t >"$tmp/early.out" 2>&1
check_wait 'a child that is not noted yet: nothing is left' '' left

if have terminal 'a terminal that is closed'; then
    launch demo tests/tool/terminal env TMPDIR="$tmp/out" \
        sh tests/run.sh --demo zombies
    wait_for yes serves
    kill_process "$pid"
    check_wait 'a terminal that is closed: nothing is left' '' left
fi
finish_tests
