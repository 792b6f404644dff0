#!/bin/sh
# doctor.sh: what this machine allows, which tests it will skip for that reason,
# and what to install or to set. It is one screen; nothing is changed.
#
#   PORT=9877         the port that a class will use
#   CC=cc             the compiler

cd "$(dirname "$0")/.." || exit 1
. tests/sh/probe.sh
tmp=$(mktemp -d "${TMPDIR:-/tmp}/unp-doctor.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
port=${PORT:-9877}
status=0
: >"$tmp/advice"
: >"$tmp/skipped"

# fold_under MARGIN: folds a line of stdin, and indents its further lines
fold_under() {
    fold -s -w $((79 - $1)) | sed 's/ *$//' | {
        IFS= read -r line && printf '%s\n' "$line"
        while IFS= read -r line; do
            printf "%${1}s%s\n" '' "$line"
        done
    }
}

# row ok|NO WHAT TEXT: a row of the first part
row() {
    printf '  %s  %-10s  ' "$1" "$2"
    echo "$3" | fold_under 18
}

# advise LINE: a line of the second part: what to install or to set
advise() {
    echo "  $1" | fold_under 6 >>"$tmp/advice"
}

# skips REASON FILE...: a line of the third part: these tests, for that reason
skips() {
    reason=$1
    shift
    [ $# -eq 0 ] || echo "  $reason: $(printf '%s\n' "$@" |
        sed 's|^tests/||; s|\.t$||' | paste -s -d ' ' -)" |
        fold_under 6 >>"$tmp/skipped"
}

# installed PROGRAM: is it there?
installed() {
    command -v "$1" >"$tmp/where"
}

# package PROGRAM: prints the package of Debian that has it
package() {
    case $1 in
        ps) echo procps ;;
        ss | ip) echo iproute2 ;;
        netstat) echo net-tools ;;
        xmllint) echo libxml2-utils ;;
        unshare | nsenter | setpriv | prlimit) echo util-linux ;;
        *) echo "$1" ;;
    esac
}

# --- what every lab needs ---

# shellcheck disable=SC2086  # CC may have options
check_compiler() {
    echo 'int main(void) { return 0; }' >"$tmp/try.c"
    set -- ${CC:-cc}
    installed "$1" || echo "$1 is not installed" >"$tmp/why"
    if "$@" -std=c11 -o "$tmp/try" "$tmp/try.c" >"$tmp/log" 2>&1; then
        row ok compiler "$("$@" --version 2>&1 | sed 1q)"
    else
        row NO compiler "$(cat "$tmp/why" "$tmp/log" 2>/dev/null | sed 1q)"
        advise 'a C compiler: apt-get install gcc libc6-dev; or make CC=clang'
        status=1
    fi
}
check_compiler
if make --version 2>&1 | grep -q GNU; then
    row ok make "$(make --version | sed 1q)"
else
    row NO make 'this make is not GNU make'
    advise 'GNU make: apt-get install make; elsewhere it is called gmake'
    status=1
fi
shell=$(command -v sh)
row ok shell "$shell is $(basename "$(readlink -f "$shell" || echo "$shell")")"

# --- what shows processes and sockets ---

if [ "$PROBE" = proc ]; then
    row ok /proc 'shows processes and sockets without other programs'
else
    row NO /proc 'is missing: the tests look with ps and netstat'
    # shellcheck disable=SC2046  # a word for each file
    skips 'there is no /proc' $(grep -lE \
        'check_linux|PROBE" != proc|no /proc|from /proc' \
        tests/*/*.t)
fi

# owner INODE: prints "NAME, pid PID" of the processes that have this socket
owner() {
    # shellcheck disable=SC2012  # these names have no newline
    ls -l /proc/[0-9]*/fd 2>/dev/null | awk -F '[/:]' -v inode="$1" '
        /^\/proc\// { pid = $3 }
        index($0, "socket:[" inode "]") { print pid }' | sort -un |
        while read -r pid; do
            echo "$(sed 's/.*(\(.*\)).*/\1/' "/proc/$pid/stat"), pid $pid"
        done | paste -s -d ';' - | sed 's/;/; /g'
}
inode=$(sockets "$port" | sed -n 's/^server LISTEN .* //p' | sed 1q)
if [ -z "$inode" ]; then
    row ok "port $port" 'is free'
else
    who=$([ "$PROBE" != proc ] || owner "$inode")
    row NO "port $port" "taken by ${who:-a process of another user}"
    advise "port $port: end ${who:-that process}, or use another port"
fi
used=$(sed -n 's/^TCP:.* tw \([0-9]*\).*/\1/p' /proc/net/sockstat 2>/dev/null)
most=$(cat /proc/sys/net/ipv4/tcp_max_tw_buckets 2>/dev/null)
if [ "$(time_wait_room)" = yes ]; then
    row ok TIME_WAIT "${used:-unknown} of ${most:-unknown} are used"
else
    row NO TIME_WAIT "$used of $most are used"
    advise 'TIME_WAIT: wait a minute, or the counts are wrong'
fi

# --- what some labs need ---

# netns.sh runs this file again, on a host of its own, if it can.
# shellcheck disable=SC2016  # that shell expands it
echo '. tests/sh/netns.sh; echo "$no_hosts"' >"$tmp/hosts"
no_hosts=$(UNP_NETNS='' sh "$tmp/hosts" 2>"$tmp/log" || sed 1q "$tmp/log")
if [ -z "$no_hosts" ]; then
    row ok hosts 'network namespaces can be made'
else
    row NO hosts "$no_hosts"
    case $no_hosts in
        *installed*) ;;
        *) advise "hosts: root can make them: sudo make test. Ubuntu allows \
them to all with: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0" ;;
    esac
    # shellcheck disable=SC2046  # a word for each file
    skips 'no hosts' $(grep -l '^need_hosts ' tests/*/*.t)
fi
# wire makes its hosts without these programs: it knows whether it can.
no_wire=$no_hosts
[ ! -x ch05/wire/wire ] ||
    no_wire=$(ch05/wire/wire </dev/null 2>&1 >"$tmp/log" |
        sed -n 's/^wire: no hosts: //p')
# shellcheck disable=SC2046  # a word for each file
[ -z "$no_wire" ] || skips 'no hosts' $(grep -l '^need_wire ' tests/*/*.t)

# The tests themselves say what they need: "skip ... 'PROGRAM is missing'".
needed=$(cat tests/*/*.t | sed -n "s/.*'\([^']*\) is missing.*/\1/p" |
    tr ' ' '\n' | grep -vxE 'or|the|program|and|.*/.*' | sort -u)
there='' missing='' packages=''
# shellcheck disable=SC2086  # a word for each program
for program in $(printf '%s\n' ps ss netstat lsof strace unshare nsenter ip \
    $needed | awk '!seen[$0]++'); do
    if installed "$program"; then
        there="$there $program"
        continue
    fi
    missing="$missing $program"
    packages="$packages $(package "$program")"
    # shellcheck disable=SC2046  # a word for each file
    skips "$program is missing" $(grep -lE \
        "'([^']* )?$program( or [a-z]*)? is missing" tests/*/*.t)
done
row ok programs "${there# }"
[ -z "$missing" ] || row NO programs "${missing# }"
# shellcheck disable=SC2086  # a word for each package
[ -z "$packages" ] || advise "apt-get install$(printf '%s\n' $packages |
    sort -u | sed 's/^/ /' | tr -d '\n')"

[ ! -s "$tmp/advice" ] || echo 'What you can install or set:'
cat "$tmp/advice"
if [ -s "$tmp/skipped" ]; then
    echo 'make test will skip these, or a part of them:'
    cat "$tmp/skipped"
else
    echo 'make test will skip nothing for one of these reasons.'
fi
exit $status
