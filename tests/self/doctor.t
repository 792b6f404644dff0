#!/bin/sh
# test: make doctor says what the machine allows, and which tests it will skip
# slow

. "$(dirname "$0")/../sh/lib.sh"

WAIT=60                         # doctor.sh starts many programs

# Two PATHs without some programs: $few, and $quick, which lacks only what takes
# a second to try.
. tests/sh/links.sh
absent='ss lsof strace valgrind unshare ip setpriv prlimit'
[ "$PROBE" != proc ] || absent="netstat $absent"    # elsewhere, nothing runs
few=$tmp/few quick=$tmp/quick:$tmp/few
# shellcheck disable=SC2086  # a word for each program
link_programs "$tmp/few" $absent
mkdir "$tmp/quick"
for program in $absent; do
    [ "$program" = valgrind ] || ! path=$(command -v "$program") ||
        ln -s "$path" "$tmp/quick"
done

# doctor NAME COMMAND...: run it so; what it says is in $tmp/NAME.out
doctor() {
    name=$1
    shift
    launch "$name" env -u PORT "$@" sh tests/doctor.sh
    wait_end "$pid"
}

# says NAME PATTERN: prints how many lines match
says() {
    count_lines "$tmp/$1.out" "$2"
}

# predicted NAME: how many checks it says that make test will skip
predicted() {
    sed -n 's/^make test will skip \([0-9]*\) check.*/\1/p' "$tmp/$1.out"
}

# check_screen NAME: it fits a screen
check_screen() {
    check "$1: columns" '' "$(awk 'length > 80' "$tmp/$1.out")"
    check_range "$1: rows" 8 23 "$(wc -l <"$tmp/$1.out" | tr -d ' ')"
    check "$1: stderr" '' "$(cat "$tmp/$1.err")"
}

doctor whole PROBE="$PROBE" PORT=0
check_screen whole
check 'the compiler that has built this' "0 1" \
    "$status $(says whole '^  ok  compiler ')"
check 'port 0 is never taken' 1 "$(says whole '^  ok  port 0 .* is free$')"

# Nothing is there.
doctor nothing PATH="$few" CC=none
check_screen nothing
check 'no compiler' '1 1' \
    "$status $(says nothing '^  NO  compiler    none is not installed$')"
check 'no unshare' 1 "$(says nothing '^  NO  hosts       .* is not installed$')"
! command -v apt-get >/dev/null ||
    check 'what to install' 1 \
        "$(says nothing '^  apt-get install .*iproute2')"
# Doctor learns from the list in need.sh which names are no programs.
check 'what need.sh knows, and is no program, is in its list' \
    "$(sed -n 's|^#   \([a-z][a-z0-9/-]*\)  .*|\1|p' tests/sh/need.sh | sort)" \
    "$(sed -n 's|^        \([a-z][a-z0-9/*-]*\)) .*|\1|p' tests/sh/need.sh |
        grep -vxE 'lsof|setsid|diff|setpriv|valgrind|tcpdump' |
        sed 's|[*]$|s390x|' | sort)"
# It knows only what tests ask for by need and have. What the moment decides is
# not for it: a port in use, a page whose English changes before its Chinese.
check 'tests that skip in another way' 'tests/grade/look.t
tests/grade/peer.t
tests/self/zh.t' "$(grep -lE "(^|[;&|] *) *skip ['\"]" tests/*/*.t)"
for program in $absent; do
    check "$program is missing" 1 "$(sed -n '/NO  programs/,/^What/p' \
        "$tmp/nothing.out" | grep -cw "$program")"
done

# With V=1 it names a test as often as it predicts a skip. The tests of self and
# grade are long, so they do not run here; many others run with LONG=1.
check_range 'how many checks it predicts' 5 149 "$(predicted nothing)"
doctor all PATH="$few" CC=none V=1
sed '1,/^make test will skip/d' "$tmp/all.out" | tr -s ' ' '\n' |
    grep '^[a-z][a-z]*/' | sort >"$tmp/names"
check 'V=1: a name for each check' "$(predicted nothing)" \
    "$(grep -c . "$tmp/names")"
others='self|grade'
have long 'the skips of most tests' || others="$others|[wlf]"
for test in $(grep -vE "^($others)" "$tmp/names" | uniq); do
    PATH="$few" CC=none ${TEST_SH:-sh} "tests/$test.t" >"$tmp/skips" 2>&1
    check "$test: how many checks it skips" \
        "$(grep -cx "$test" "$tmp/names")" "$(grep -c '# SKIP' "$tmp/skips")"
done

# If stdout is full or closed, the exit status says so.
if have /dev/full 'doctor: stdout is full'; then
    PATH="$quick" sh tests/doctor.sh >/dev/full 2>"$tmp/full"
    check 'stdout is full' 1 $?
fi
if have long 'doctor: stdout is closed'; then
    PATH="$quick" sh tests/doctor.sh >&- 2>"$tmp/full"
    check 'stdout is closed' 1 $?
fi

# Who has the port. The kernel gives no program this port; a test that chose it
# may just have ended.
port=$(unused_port $((20000 + $$ % 10000)))
start_server v3 ch05/server-v3 127.0.0.1 "$port"
doctor taken PATH="$quick" PROBE="$PROBE" PORT="$port"
if [ "$PROBE" = proc ]; then
    check 'who has the port' 1 \
        "$(says taken "^  NO  port $port .* by server-v3, pid $server\$")"
else
    check 'the port is taken' 1 "$(says taken "^  NO  port $port  *taken")"
fi
kill_process "$server"
if have long 'doctor: the port is free again'; then
    doctor free PATH="$quick" PROBE="$PROBE" PORT="$port"
    check 'the port is free again' 1 \
        "$(says free "^  ok  port $port .* is free\$")"
fi

# Without /proc.
if have tables 'without /proc'; then
    doctor ps PATH="$quick" PROBE=ps
    check_screen ps
    # Without any /proc there are no hosts, too.
    check_range 'how many checks need /proc' 20 149 "$(predicted ps)"
fi
finish_tests
