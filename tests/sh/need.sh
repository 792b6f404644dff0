# shellcheck shell=sh disable=SC2154
# need.sh: what a test needs and a machine may not have. The tests skip by these
# functions, and doctor.sh predicts by them what the tests will skip.
#
# WHAT is the path of a file, the name of a program, or one of these:
#   proc            the /proc of Linux
#   linux           the system is Linux
#   loopback        the address 127.0.0.1, without which no test can run
#   tables          ps and netstat
#   ps-args         a ps with -o and -p
#   ps-ppid         a ps with --ppid
#   second-address  127.0.0.2
#   port            port 9877, unused
#   ipv6            sockets with IPv6
#   ipv6-loopback   the address ::1
#   merge           a kernel that keeps one SIGCHLD for several children
#   marks           a ps or /proc that shows the environment of a process
#   keepidle        the socket option TCP_KEEPIDLE
#   real-time       real-time signals
#   long-8          a long of 8 bytes
#   little-8        the same, and its first byte is the lowest
#   reset           a close that sends a RST if bytes are unread
#   pending-term    a SIGTERM that waits while a process is stopped
#   restart         a close that returns EINTR
#   quotes          a compiler that quotes the line of an error
#   cc              the compiler $CC
#   log             an awk with logarithms
#   exec            a folder for temporary files whose programs may run
#   core            a core file in the folder of the process that aborts
#   terminal        pseudo-terminals
#   job-control     a shell that can be stopped on a terminal, and exits then
#   reaper          a process that waits for orphans
#   many            500 processes
#   limit           a limit for the number of processes
#   hosts           network namespaces, made by netns.sh
#   wire            the same, made by ch05/wire/wire
#   rfc1337         a host that can set tcp_rfc1337
#   userns          a user namespace
#   nested          the same in a user namespace, with pids of its own
#   pids            a pid namespace of our own, where pids can be chosen
#   isolation       a pid namespace, made by tests/grade/keeper
#   mounts          mounts of our own, and programs that run without /proc
#   root            root, who may make a host and become another user
#   user            another user, with whom root can run programs of this folder
#   traced          a process that its parent may trace
#   parent-traced   a process that may trace its parent
#   inject          an strace that lets system calls fail
#   trace           an strace that traces
#   machine/s390x   a compiler for that machine, and an emulator; machine/i686
#   long            time for a long check: LONG=1

# lacks WHAT: prints why this machine has no WHAT; prints nothing if it has it
lacks() {
    case $1 in
        proc) [ "$PROBE" = proc ] || echo 'only the /proc of Linux shows it' ;;
        linux) [ "$(uname)" = Linux ] || echo 'only Linux does it so' ;;
        hosts) lacks_hosts ;;
        wire) lacks_wire ;;           # in wire.sh
        core) lacks_core ;;
        user) lacks_user ;;           # in limit.sh
        second-address) ! [ -x tests/tool/bind-only ] ||
            tests/tool/bind-only 127.0.0.2 0 2>/dev/null ||
            echo 'this system has no 127.0.0.2' ;;
        port) lacks_port ;;
        ipv6) [ -e /proc/net/tcp6 ] || echo 'this system has no IPv6' ;;
        ipv6-loopback) grep -qs '^0*1 ' /proc/net/if_inet6 ||
            echo 'this system has no ::1' ;;
        merge) [ "$(uname)" != FreeBSD ] ||
            echo 'FreeBSD keeps a signal for each child' ;;
        marks) lacks_marks ;;
        keepidle) ! [ -x tests/tool/keepalive-options ] ||
            grep -q TCP_KEEPIDLE tests/tool/keepalive-options ||
            echo 'this system has no TCP_KEEPIDLE' ;;
        real-time) case $(ch05/proc/sigqueue 0 2>&1) in *': sigqueue: '*)
            echo 'this system has no real-time signals' ;; esac ;;
        long-8) case $(elf_kind) in '1 '*) echo 'a long has 4 bytes' ;; esac ;;
        little-8) case $(elf_kind) in '2 1' | '') ;; *)
            echo 'programs are big-endian, or a long has 4 bytes' ;; esac ;;
        reset) case $(uname) in Linux | Darwin) ;; *)
            echo 'here close sends a FIN, also with bytes unread' ;; esac ;;
        pending-term) [ "$(uname)" != Darwin ] ||
            echo 'on macOS, SIGTERM ends a stopped process at once' ;;
        restart) ! grep -qs ld-musl ch05/server-v3 ||
            echo "musl's close hides EINTR" ;;
        quotes) lacks_quotes ;;
        cc) has_command "${CC:-cc}" || echo "${CC:-cc} is missing" ;;
        job-control) lacks_job_control ;;
        reaper) lacks_reaper ;;
        many) ! [ -x tests/bench/loop ] ||
            tests/bench/loop 500 >/dev/null 2>&1 ||
            echo 'here 500 children are too many' ;;
        rfc1337) lacks_rfc1337 ;;
        userns) lacks_unshare -Ur ;;
        nested) lacks_unshare -Urpf --mount-proc unshare -Ur ;;
        isolation) lacks_isolation ;;
        traced) lacks_traced ;;
        parent-traced) lacks_parent_traced ;;
        pids) lacks_pids ;;
        mounts) lacks_mounts ;;
        limit) lacks_limit ;;         # in limit.sh
        terminal) lacks_terminal ;;
        loopback) lacks_loopback ;;
        exec) lacks_exec ;;
        log) [ "$(awk 'BEGIN { print int(log(10)) }' 2>/dev/null)" = 2 ] ||
            echo 'this awk has no logarithms' ;;
        tables) lacks_tables ;;       # in probe.sh
        ps-args) has_command ps && ps -o args= -p $$ >/dev/null 2>&1 ||
            echo 'ps is missing, or has no option -p' ;;
        ps-ppid) has_command ps && ps -o pid= --ppid $$ >/dev/null 2>&1 ||
            echo 'ps is missing, or has no option --ppid' ;;
        trace) lacks_trace ;;
        lsof) has_command lsof && lsof -v 2>&1 | grep -q revision ||
            echo 'lsof is missing' ;;     # that of busybox has no options
        inject) lacks_inject ;;
        root) lacks_root ;;
        long) [ -n "${LONG:-}" ] || echo 'it takes long; try LONG=1' ;;
        setsid) setsid -w true 2>/dev/null ||
            echo 'setsid is missing, or has no option -w' ;;
        diff) [ "$(echo a | diff - /dev/null 2>/dev/null | sed 1q)" = 1d0 ] ||
            echo 'diff does not print as POSIX says' ;;
        setpriv) setpriv --help 2>&1 | grep -q -e --reuid ||
            echo 'setpriv is missing, or has no option --reuid' ;;
        valgrind) lacks_valgrind ;;
        tcpdump) lacks_tcpdump ;;
        machine/*) lacks_machine "${1#*/}" ;;
        /proc/*) [ "$PROBE" = proc ] && [ -r "$1" ] || echo "there is no $1" ;;
        /*) [ -w "$1" ] || echo "there is no $1" ;;
        *) has_command "$1" || echo "$1 is missing" ;;
    esac
}
has_command() {
    command -v "$1" >/dev/null 2>&1
}

# lacks_all: prints why no test can run here; prints nothing if they can
lacks_all() {
    why=$(lacks loopback)
    [ -z "$why" ] || { echo "there is no 127.0.0.1: $why"; return; }
    [ "$PROBE" = proc ] || why=$(lacks tables)
    [ -z "$why" ] || echo "nothing shows processes and sockets: $why"
}

# have WHAT TEXT: true if this machine has it. If not, the check TEXT is
# skipped, once in a test, however often it asks.
lacked=' '
have() {
    [ "$1/$PROBE" != proc/proc ] || return 0    # each check_linux asks
    why=$(lacks "$1")
    [ -n "$why" ] || return 0
    case $lacked in
        *" $1 "*) ;;
        *) lacked="$lacked$1 "; skip "$2" "$why" ;;
    esac
    return 1
}

# need WHAT TEXT: if this machine does not have it, skip TEXT and end the test
need() {
    have "$@" || finish_tests
}

# lacks_hosts: netns.sh, if a test has read it, has put the reason into
# $no_hosts. Otherwise it runs a file here in a namespace, if it can.
lacks_hosts() {
    if [ -n "${no_hosts+set}" ]; then
        [ -z "$no_hosts" ] || echo "$no_hosts"
        return
    fi
    # shellcheck disable=SC2016  # that shell expands it
    echo '. tests/sh/netns.sh; [ -z "$no_hosts" ] || echo "$no_hosts"' \
        >"$tmp/need.sh"
    UNP_NETNS='' sh "$tmp/need.sh" 2>&1 | sed 1q
}

# lacks_marks: it marks a process, and looks for it
lacks_marks() {
    if [ "$PROBE" = proc ] || [ ! -x ch05/proc/signal ]; then return; fi
    UNP_NEED=$$ ch05/proc/signal 60 >/dev/null 2>&1 &
    for _ in 1 2 3 4 5 6 7 8 9; do      # it is a shell until exec
        found=$(marked "UNP_NEED=$$")
        [ -z "$found" ] || break
        nap 0.05
    done
    { kill -KILL $! && wait $!; } 2>/dev/null
    [ -n "$found" ] || echo 'nothing shows the environment of a process'
}

# lacks_port: a socket that listens for IPv6 may have the port, too
lacks_port() {
    case $(sockets 9877; grep -is ' 0*:2695 0*:0000 0A ' /proc/net/tcp6) in
        *LISTEN* | *' 0A '*) echo 'port 9877 is taken' ;;
    esac
}

# elf_kind: prints CLASS ORDER of the programs: a long has 4 * CLASS bytes, and
# ORDER 1 is little-endian. Prints nothing if they are not built, or not ELF.
elf_kind() {
    od -An -v -t u1 -N 6 ch05/data/sum-raw-client 2>/dev/null |
        sed -n 's/^ *127  *69  *76  *70  *\([12]\)  *\([12]\) *$/\1 \2/p'
}

# lacks_quotes: tcc only says which line is wrong
lacks_quotes() {
    echo '#include "need.h"
        int main(void) { return f(1); }' >"$tmp/need.c"
    echo 'int f(void); /* quoted */' >"$tmp/need.h"
    # shellcheck disable=SC2086  # CC may have options
    ! has_command "${CC:-cc}" ||
        ${CC:-cc} -o "$tmp/need" "$tmp/need.c" 2>&1 | grep -q quoted ||
        echo "${CC:-cc} does not quote the line of an error"
}

lacks_job_control() {
    # shellcheck disable=SC2016,SC2086  # that shell expands it; two words
    [ -z "${KSH_VERSION:-}$(${TEST_SH:-sh} -c 'echo "${KSH_VERSION:-}"')" ] ||
        echo 'on a terminal, mksh does not exit while a job is stopped'
}

# lacks_reaper: an orphan that has ended stays a zombie. Some programs that are
# process 1 look only once a second.
lacks_reaper() {
    orphan=$(sh -c ': & echo $!') looks=0
    while state "$orphan" >/dev/null; [ -n "$stat" ]; do
        [ $((looks += 1)) -le 50 ] || break
        nap 0.1
    done
    [ "$stat" != Z ] ||
        echo "process $(parent "$orphan") does not wait for orphans"
}

# lacks_rfc1337: /proc/sys may be read-only
lacks_rfc1337() {
    [ "$(id -u)" -eq 0 ] && options=-n || options=-Urn
    [ -n "$(lacks_unshare "$options")" ] || unshare "$options" sh -c \
        'echo 0 >/proc/sys/net/ipv4/tcp_rfc1337' 2>/dev/null ||
        echo 'tcp_rfc1337 cannot be set'
}

# lacks_isolation: is the program of a keeper in our own namespace?
lacks_isolation() {
    [ -x tests/grade/keeper ] || return
    mkdir -p "$tmp/need.keeper" "$tmp/need.hidden"
    sleep 1 | tests/grade/keeper -o "$tmp/need.hidden" "$tmp/need.keeper" \
        readlink /proc/self/ns/pid 2>/dev/null
    [ "$(cat "$tmp/need.keeper/out")" != "$(readlink /proc/self/ns/pid)" ] ||
        echo 'the system gives a server no namespace of its own'
}

# lacks_traced: a tracer may be refused, by Yama or, in a container, by seccomp
lacks_traced() {
    case $(cat /proc/sys/kernel/yama/ptrace_scope 2>/dev/null) in
        3) echo 'no process may be traced here' ;;
        *) ! has_command strace || strace -o /dev/null true 2>/dev/null ||
            echo 'no process may be traced here' ;;
    esac
}

# lacks_parent_traced: Yama lets a process trace only those below it
lacks_parent_traced() {
    case $(cat /proc/sys/kernel/yama/ptrace_scope 2>/dev/null) in
        [123]) [ -z "${LONG:-}" ] || echo 'no process may trace its parent' ;;
    esac
}

# lacks_core: the machine says who gets a core file, and how big it may be.
lacks_core() {
    pattern=$(cat /proc/sys/kernel/core_pattern 2>/dev/null)
    # shellcheck disable=SC3045  # every shell that the tests run under has -H
    most=$(ulimit -H -c)
    [ "$pattern" = core ] && [ "$most" != 0 ] ||
        echo "core files: the limit is $most, core_pattern '$pattern'"
}

# lacks_unshare OPTION...: nothing can be run so
lacks_unshare() {
    if has_command unshare; then
        unshare "$@" true 2>&1 | sed 1q
    else
        echo 'unshare is missing'
    fi
}

lacks_pids() {
    for options in -Urmpf -mpf; do
        ! unshare "$options" sh -c 'mount -t proc proc /proc &&
            echo >/proc/sys/kernel/ns_last_pid 99' 2>/dev/null || return 0
    done
    echo 'no pid namespace can be made here'
}

# lacks_root: in a user namespace, root may be the only user
lacks_root() {
    if [ "$(id -u)" -ne 0 ] || ! unshare -n true 2>/dev/null; then
        echo 'this is not root'
    elif awk '{ n += $3 } END { exit n != 1 }' /proc/self/uid_map 2>/dev/null
    then
        echo 'root can become no other user here'
    fi
}

lacks_mounts() {
    [ "$(id -u)" -eq 0 ] && options=-m || options=-Urm
    if grep -q __asan_init ch05/server-v1 2>/dev/null; then
        echo 'the sanitizers need /proc'
    elif ! unshare "$options" mount -t tmpfs none /proc 2>/dev/null; then
        echo 'no mount namespace can be made here'
    fi
}

lacks_inject() {
    if ! has_command strace; then
        echo 'strace is missing'
    elif ! strace -D -o /dev/null -e inject=getppid:error=EPERM true \
        >/dev/null 2>&1; then
        echo 'strace cannot inject errors here'
    fi
}

lacks_trace() {
    if ! has_command strace; then
        echo 'strace is missing'
    elif [ -n "${SAN:-}" ]; then
        echo 'the sanitizer does not run under strace'
    elif ! strace -o /dev/null true 2>/dev/null; then
        echo 'strace may not trace here'
    fi
}

lacks_terminal() {
    if [ ! -c /dev/ptmx ]; then
        echo 'there is no /dev/ptmx'
    elif [ "$(uname)" = Linux ] && [ ! -c /dev/pts/ptmx ]; then
        echo 'there is no /dev/pts'
    fi
}

# lacks_loopback: /proc has the addresses of the interfaces that are up.
lacks_loopback() {
    if [ "$PROBE" = proc ] && [ -r /proc/net/fib_trie ] &&
        ! grep -q '127\.0\.0\.1' /proc/net/fib_trie; then
        echo 'the interface lo is down: sudo ip link set lo up'
    fi
}

# lacks_exec: a folder may be mounted with the option noexec
lacks_exec() {
    [ -e "$tmp/need.exec" ] || {
        echo '#!/bin/sh' >"$tmp/need.exec" && chmod +x "$tmp/need.exec"
    }
    "$tmp/need.exec" 2>/dev/null || echo "no program may run in TMPDIR: noexec"
}

# emulator_of MACHINE: prints the program that runs programs of that machine
emulator_of() {
    case $1 in i686) set -- i386 ;; esac
    ! has_command "qemu-$1-static" || set -- "$1-static"
    echo "qemu-$1"
}
lacks_machine() {
    compiler=$1-linux-gnu-gcc emulator=$(emulator_of "$1")
    for program in "$compiler" "$emulator"; do
        has_command "$program" || { echo "$program is missing"; return; }
    done
    echo 'int main(void) { return 0; }' >"$tmp/need.c"
    if ! "$compiler" -static -o "$tmp/need.$1" "$tmp/need.c" 2>/dev/null ||
        ! "$emulator" "$tmp/need.$1" >/dev/null 2>&1; then
        echo "$compiler and $emulator cannot build and run a program"
    fi
}

# lacks_tcpdump: as root it wants to be another user, also to read this file,
# which has no packet
lacks_tcpdump() {
    if ! has_command tcpdump; then
        echo 'tcpdump is missing'
    elif ! printf '\324\303\262\241\2\0\4\0%8s\377\377\0\0\1\0\0\0' '' |
        tr ' ' '\0' | tcpdump -r - 2>"$tmp/need.log"; then
        echo "tcpdump cannot read a file here: $(sed -n '$p' "$tmp/need.log")"
    fi
}

# lacks_valgrind: it reads neither the sanitizers' programs nor all libraries.
# An error without main in its calls comes from the C library's own start. Then
# valgrind does not know this library, in a static 32-bit program for example.
lacks_valgrind() {
    program=ch05/server-v1 log=$tmp/need.log
    if ! has_command valgrind; then
        echo 'valgrind is missing'
    elif [ ! -x $program ]; then
        return
    elif grep -q __asan_init $program; then
        echo 'valgrind cannot read programs with the sanitizers'
    elif grep -q ld-musl $program; then
        echo "valgrind takes musl's free for an error"
    else
        valgrind $program usage >/dev/null 2>"$log"
        why_valgrind $? "$log"
    fi
}
why_valgrind() {
    if grep -q libc6-dbg "$2"; then
        echo 'valgrind has no symbols of this C library: libc6-dbg:i386'
    elif [ "$1" -ne 2 ]; then
        echo 'valgrind cannot read these programs; try CFLAGS=-gdwarf-4'
    elif awk '/ main \(/ { main = 1 }
            / 0x/ { calls = 1 }
            !/ 0x/ && calls { n += !main; calls = main = 0 }
            END { exit n == 0 }' "$2"; then
        echo 'valgrind reports errors before main; build without STATIC=1'
    fi
}
