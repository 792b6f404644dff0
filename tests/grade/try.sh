# shellcheck shell=sh disable=SC2034,SC2154
# try.sh: more words, for the tests of make grade; sourced after lib.sh.

mkdir "$tmp/g" && chmod 711 "$tmp" "$tmp/g"
lesson='' bound=20              # what LESSON and BOUND are, if nobody says

# grade NAME=VALUE...: run the grader with these variables. What it prints is in
# $tmp/report.out, its messages in $tmp/said; $status
grade() {
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    env SERVER= CLIENT= PORT= LESSON="$lesson" V= HINT= TAP= BOUND="$bound" \
        FLAW= ISOLATE= TMPDIR="$tmp/g" "$@" \
        ${TEST_SH:-sh} tests/grade/grade.sh </dev/null \
        >"$tmp/report.out" 2>"$tmp/said"
    status=$?
}

# left: prints the processes and files of the grader
left() {
    marked "TMPDIR=$tmp/g"
    ls "$tmp/g"
}
