#!/bin/sh
# test: make demo works in a new clone, with few tools, for a plain user
#
# The path of the clone has a space. ps, ss, netstat and python are missing.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/links.sh
. tests/sh/make.sh
need exec 'programs in the folder for temporary files'

clone="$tmp/a fresh clone"

# get: make a clone. If this folder is no git checkout, copy the sources.
get() {
    git clone -q . "$clone" 2>/dev/null && return
    mkdir "$clone" && cp -R Makefile README.md LICENSE unp.h lib ch05 tests \
        "$clone" && (cd "$clone" && "$make" clean)
}

# plain COMMAND...: run it as a plain user whose PATH has few tools
plain() {
    if [ "$(id -u)" -ne 0 ]; then
        env HOME="$tmp/home" TMPDIR="$tmp/home" PATH="$tmp/bin" "$@"
    else
        setpriv --reuid=65534 --regid=65534 --clear-groups \
            env HOME="$tmp/home" TMPDIR="$tmp/home" PATH="$tmp/bin" "$@"
    fi
}

# The PATH lacks what may be missing on another machine.
mkdir "$tmp/home"
[ "$PROBE" = 'ps' ] && tables= || tables='ps netstat'
# shellcheck disable=SC2086  # a word for each program
link_programs "$tmp/bin" $tables ss lsof python python3 perl shellcheck \
    valgrind prove

get >"$tmp/get.log" 2>&1 || die "no clone: $(cat "$tmp/get.log")"
if [ "$(id -u)" -eq 0 ]; then
    need setpriv 'a clone as a plain user'
    chmod 711 "$tmp" && chown -R 65534:65534 "$clone" "$tmp/home"
fi
uid=$(id -u)
[ "$uid" -ne 0 ] || uid=65534
check 'a plain user runs the demo' "$uid" "$(plain id -u)"
try="git clone . '/tmp/a fresh clone' && cd '/tmp/a fresh clone' && make demo"
plain "$make" -C "$clone" demo >"$tmp/demo" 2>"$tmp/errors"
check 'make demo: exit status' 0 $?
check 'make demo: nothing on stderr' '' "$(grep -v jobserver "$tmp/errors")"
check 'make demo: no warning' '' "$(grep -i warning "$tmp/demo")"
check 'make demo: the table' \
'server-v1 server-v2 server-v3
clients connected 5 5 5
children serving them 5 5 5
zombies afterwards 5 4 0
children reaped 0 1 5
TIME_WAIT, client side 5 5 5
TIME_WAIT, server side 0 0 0' \
    "$(sed 's/  */ /g; s/^ //' "$tmp/demo" |
        grep -xE '[A-Z a-z_,]*( [0-9]*){3}|server-v1 server-v2 server-v3')"
check 'make demo: no colour in a file' '' \
    "$(grep "$(printf '\033')" "$tmp/demo")"
finish_tests
