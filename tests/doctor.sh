#!/bin/sh
# doctor.sh: what this machine allows, which tests it will skip for that reason,
# and what to install or to set. It is one screen; nothing is changed.
#
#   PORT=9877         the port that a class will use
#   CC=cc             the compiler
#   V=1               name all tests that skip a check, not only the first ones

export LC_ALL=C
cd "$(dirname "$0")/.." || exit 1
. tests/sh/nap.sh
. tests/sh/make.sh
. tests/sh/marked.sh
. tests/sh/probe.sh
. tests/sh/need.sh
. tests/sh/limit.sh
. tests/sh/wire.sh
tmp=$(mktemp -d "${TMPDIR:-/tmp}/unp-doctor.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
port=${PORT:-9877}
status=0
: >"$tmp/advice"

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

# get PACKAGE...: prints the command that installs them; the first is its name
# where there is no apt-get
get() {
    if has_command apt-get; then
        echo "apt-get install $*"
    elif [ "$(uname)" = Darwin ]; then
        echo 'xcode-select --install'
    else
        echo "install $1"
    fi
}

# --- what every lab needs ---

# shellcheck disable=SC2086  # CC may have options
check_compiler() {
    echo 'int main(void) { return 0; }' >"$tmp/try.c"
    set -- ${CC:-cc}
    has_command "$1" || echo "$1 is not installed" >"$tmp/why"
    if "$@" -std=c11 -o "$tmp/try" "$tmp/try.c" >"$tmp/log" 2>&1; then
        row ok compiler "$("$@" --version 2>&1 | sed 1q)"
    else
        row NO compiler "$(cat "$tmp/why" "$tmp/log" 2>/dev/null | sed 1q)"
        advise "a C compiler: $(get gcc libc6-dev); or make CC=clang"
        status=1
    fi
}
check_compiler
version=$("$make" --version 2>/dev/null | sed 1q)
case $version in
    *GNU*)
        [ "$make" = make ] || version="$version, called $make"
        row ok make "$version" ;;
    *)
        row NO make 'this make is not GNU make'
        advise "GNU make: $(get make); on BSD it is called gmake"
        status=1 ;;
esac
shell=$(command -v sh)
row ok shell "$shell is $(basename "$(readlink -f "$shell" || echo "$shell")")"

# --- what shows processes and sockets ---

if [ "$PROBE" = proc ]; then
    row ok /proc 'shows processes and sockets without other programs'
else
    row NO /proc 'is missing: the tests look with ps and netstat'
    no_tables=$(lacks tables)
    [ -z "$no_tables" ] || row NO tables "${no_tables%%:*}"
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
inode=
[ -n "${no_tables:-}" ] ||
    inode=$(sockets "$port" | sed -n 's/^server LISTEN .* //p' | sed 1q)
if [ -n "${no_tables:-}" ]; then
    row NO "port $port" 'nothing shows whether it is taken'
elif [ -z "$inode" ]; then
    row ok "port $port" 'is free'
else
    who=$([ "$PROBE" != proc ] || owner "$inode")
    row NO "port $port" "taken by ${who:-a process of another user}"
    advise "port $port: end ${who:-that process}, or use another port"
fi
used=$(sed -n 's/^TCP:.* tw \([0-9]*\).*/\1/p' /proc/net/sockstat 2>/dev/null)
most=$(cat /proc/sys/net/ipv4/tcp_max_tw_buckets 2>/dev/null)
time_wait_room >/dev/null
if [ "$tw_room" = yes ]; then
    row ok TIME_WAIT "${used:-unknown} of ${most:-unknown} are used"
else
    row NO TIME_WAIT "${used:-0} of ${most:-0} are used"
    case $tw_room:$tw_name in
        never:*nolocaltimewait) advise "TIME_WAIT: sudo sysctl $tw_name=0, or \
most labs cannot be shown" ;;
        never:*) advise "TIME_WAIT: sudo sysctl $tw_name=8192, or most labs \
cannot be shown" ;;
        *) advise 'TIME_WAIT: wait a minute, or the counts are wrong' ;;
    esac
fi

# --- what some labs need ---

no_loopback=$(lacks loopback)
if [ -n "$no_loopback" ]; then
    row NO 127.0.0.1 "${no_loopback%%:*}"
fi

no_hosts=$(lacks hosts)
if [ -z "$no_hosts" ]; then
    row ok hosts 'network namespaces can be made'
else
    row NO hosts "$no_hosts"
    case $no_hosts in
        *installed*) ;;
        *busybox*) advise 'hosts: install iproute2 and util-linux' ;;
        *) advise "hosts: root can make them: sudo make test. Ubuntu allows \
them to all with: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0" ;;
    esac
fi

# needs: prints "FILE WHAT WORD" for each thing that a test needs; WORD is need,
# where the test then ends, or have. A test that asks for things by variables
# names them in a comment, "# may lack: ".
needs() {
    awk '
        sub(/^# may lack: /, "") {
            for (i = 1; i <= NF; i++)
                print FILENAME, $i, "have"
        }
        /^ *#/ { next }
        /^ *check_linux / { print FILENAME, "proc", "have" }
        match($0, /(^ *|! |if |[|&] )(need|have) [a-z0-9\/-]+ ['\''"]/) {
            $0 = substr($0, RSTART, RLENGTH)
            sub(/^ *(! |if |[|&] )?/, "")
            print FILENAME, $2, $1
        }' tests/*/*.t
}
needs >"$tmp/needs"

# What is missing: a line "WHAT|REASON" each.
cut -d ' ' -f 2 "$tmp/needs" | sort -u | while read -r what; do
    reason=$(lacks "$what")
    [ -z "$reason" ] || echo "$what|$reason"
done >"$tmp/lacks"

# The list in need.sh has what is no program.
no_programs="machine/i686
$(sed -n 's|^#   \([a-z][a-z0-9/-]*\)  .*|\1|p' tests/sh/need.sh)"
there='' missing='' packages=''
# shellcheck disable=SC2046  # a word for each program
for program in $(printf '%s\n' ps ss netstat lsof strace unshare nsenter ip \
    $(cut -d ' ' -f 2 "$tmp/needs" | grep -vxF "$no_programs" | grep -v ^/) |
    awk '!seen[$0]++'); do
    if has_command "$program"; then
        there="$there $program"
    else
        missing="$missing $program"
        packages="$packages $(package "$program")"
    fi
done
row ok programs "${there# }"
[ -z "$missing" ] || row NO programs "${missing# }"
if [ -n "$packages" ] && has_command apt-get; then
    # shellcheck disable=SC2086  # a word for each package
    advise "apt-get install$(printf '%s\n' $packages |
        sort -u | sed 's/^/ /' | tr -d '\n')"
fi

# predict: prints "N|REASON: TEST..." for each reason, the most skips first. A
# test skips once for each thing, and need ends it.
predict() {
    awk -F '[| ]' '
        FNR == NR {
            what = $1
            sub(/^[^|]*[|]/, "")
            reason[what] = $0
            next
        }
        ended[$1] || !($2 in reason) || skipped[$1, $2]++ { next }
        {
            ended[$1] = $3 == "need"
            name = $1
            gsub(/^tests\/|[.]t$/, "", name)
            why = reason[$2]
            count[why]++
            tests[why] = tests[why] " " name
        }
        END { for (why in count) print count[why] "|" why ":" tests[why] }
    ' "$tmp/lacks" "$tmp/needs" | sort -t '|' -k 1,1nr -k 2
}
predict >"$tmp/skips"

no_test=$(lacks_all)
[ ! -s "$tmp/advice" ] || echo 'What you can install or set:'
cat "$tmp/advice"
if [ -n "$no_test" ]; then
    echo "make test cannot run: $no_test" | fold_under 4
    exit 1
fi
awk -F '|' -v all="${V:-}" '
    BEGIN { most = all ? 999 : 5 }
    { sum += $1 }
    NR <= most {
        line = sprintf("  %3d  %s", $1, $2)
        if (length(line) > 78 && !all) {
            line = substr(line, 1, 74)
            sub(/ [^ ]*$/, " ...", line)
        }
        lines = lines line "\n"
    }
    NR > most { rest += $1 }
    END {
        printf("make test will skip %d check%s%s\n%s", sum,
            sum == 1 ? "" : "s", sum ? ":" : ".", lines)
        if (rest)
            printf "  %3d  for other reasons\n", rest
    }' "$tmp/skips" | cat || status=1
exit $status
