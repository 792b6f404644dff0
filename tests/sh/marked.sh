# shellcheck shell=sh
# marked MARK: prints the pids of the processes with MARK at the beginning of a
# variable of their environment, as in TMPDIR=/tmp/x. On Linux, /proc shows it;
# elsewhere ps does, but macOS hides the environment of its own programs, such
# as sleep.
marked() {
    # The grep of busybox sees no more of a line than what comes before a NUL.
    [ -n "${grep_sees:-}" ] || ! printf 'a\0b' | grep -qF b || grep_sees=yes
    if ! [ -r "${proc:-/proc}/self/environ" ]; then
        # As an argument of awk, ps would show the mark, too.
        { echo "$1"; ps_environment; } | awk '
            NR == 1 { mark = " " $0; next }
            index($0, mark) { print $1 }'
    elif [ "${grep_sees:=no}" = yes ]; then
        grep -lsF "$1" /proc/[0-9]*/environ
    else
        tail -n +1 /proc/[0-9]*/environ 2>/dev/null | tr '\0' '\n' |
            awk -v mark="$1" '
                /^==> / { file = $2 }
                index($0, mark) == 1 { print file }'
    fi | tr -dc '0-9\n'
}

# ps_environment: prints a line PID VARIABLE... for each process, in any order
ps_environment() {
    case $(uname) in
        Darwin) set -- -E ;;
        *) set -- -e ;;
    esac
    ps -A "$@" -ww -o pid= -o command= 2>/dev/null
}
