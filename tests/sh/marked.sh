# shellcheck shell=sh
# marked MARK: prints the pids of the processes with MARK at the beginning of a
# variable of their environment, as in TMPDIR=/tmp/x; needs the /proc of Linux
marked() {
    # The grep of busybox sees no more of a line than what comes before a NUL.
    [ -n "${grep_sees:-}" ] || ! printf 'a\0b' | grep -qF b || grep_sees=yes
    if [ "${grep_sees:=no}" = yes ]; then
        grep -lsF "$1" /proc/[0-9]*/environ
    else
        tail -n +1 /proc/[0-9]*/environ 2>/dev/null | tr '\0' '\n' |
            awk -v mark="$1" '
                /^==> / { file = $2 }
                index($0, mark) == 1 { print file }'
    fi | tr -dc '0-9\n'
}
