#!/bin/sh
# test: server-v3 and serve go on after each failure that may pass
#
# A test cannot make the kernel return ECONNABORTED, ENFILE or ENOBUFS. So
# tests/tool/faults.h replaces accept, fork and close by functions that fail.
# strace, where it is installed, makes the calls of the real program fail.

. "$(dirname "$0")/../sh/lib.sh"

# known ERRNO...: prints those of these errors that this system has
known() {
    for error in "$@"; do
        reason "$error" >"$tmp/reason" 2>&1 && echo "$error"
    done
}

# messages CALL ERRNO...: prints the error message of $name for each ERRNO
messages() {
    call=$1
    shift
    for error in "$@"; do
        echo "$name: $call: $(reason "$error")"
    done
}

# Errors of one connection (accept(2)), and shortages
one="EPROTO EPERM ENETDOWN ENOPROTOOPT EHOSTUNREACH EOPNOTSUPP ENETUNREACH
    ETIMEDOUT $(known EHOSTDOWN ENONET)"    # POSIX does not have these two
short='EMFILE ENFILE ENOBUFS ENOMEM EAGAIN'

for name in faulty-v3 faulty-serve; do
    start=$(clock)
    export FAULT_ACCEPT="EINTR ECONNABORTED $short $one"
    export FAULT_FORK='EAGAIN ENOMEM'
    start_server "$name" "tests/tool/$name" 127.0.0.1 0
    for n in 1 2; do
        hold 3 poll ch05/fail/poll-client 127.0.0.1 "$port"
        wait_end "$pid"
        check "$name, fork fails: client $n sees a FIN" \
            'exit 1, poll-client: server terminated prematurely' \
            "exit $status, $(cat "$tmp/poll.err")"
        hang_up 3
    done
    time=$(($(clock) - start))
    connect_client 3 client ch05/client-v1 'are you there?'
    # shellcheck disable=SC2086  # a word for each error
    check "$name: one message for each error, none for EINTR and ECONNABORTED" \
        "$(messages accept $short $one; messages fork EAGAIN ENOMEM)" \
        "$(cat "$tmp/$name.err")"
    # A pause of 100 ms after each; after the last message no client waits.
    pauses=$(($(wc -l <"$tmp/$name.err") - 1))
    if have proc "$name: a pause after each error"; then
        check "$name: a pause after each of $pauses errors" yes \
            "$([ "$time" -ge $((pauses * 10 - 1)) ] && echo yes ||
                echo "$time hundredths of a second")"
    fi
    end_conversation 3

    # Every close fails, in the server and in its child.
    unset FAULT_ACCEPT FAULT_FORK
    export FAULT_CLOSE='EINTR EIO EINTR EIO'
    start_server "$name-close" "tests/tool/$name" 127.0.0.1 0
    connect_client 3 client ch05/client-v1 'one'
    connect_client 4 other ch05/client-v1 'two'
    check_wait "$name, close fails: the server waits in accept" S \
        state "$server"
    check "$name, close fails: a message for each error, in server and child" \
        "$(messages close EINTR EINTR EIO EIO | sort)" \
        "$(sort "$tmp/$name-close.err")"
    end_conversation 3 4
    unset FAULT_CLOSE

    # An error of the call itself would come again for ever: the server ends.
    for fault in ACCEPT=EBADF ACCEPT=EFAULT ACCEPT=EINVAL ACCEPT=ENOTSOCK \
        FORK=ENOSYS CLOSE=EBADF; do
        log=$name-$fault                # no other process writes to it
        export "FAULT_$fault"
        start_server "$log" "tests/tool/$name" 127.0.0.1 0
        unset "FAULT_${fault%=*}"
        launch client ch05/client-v1 127.0.0.1 "$port"
        wait_end "$server"
        call=$(echo "${fault%=*}" | tr '[:upper:]' '[:lower:]')
        # After CLOSE=EBADF the child says the same.
        check "$name ends when $call fails with ${fault#*=}" \
            "exit 1, $(messages "$call" "${fault#*=}")" \
            "exit $status, $(sort -u "$tmp/$log.err")"
    done
done

# inject CALL ERRNO [HOW]: server-v3 under strace, which makes that system call
# fail (HOW: when=2 is the second time), serves two clients.
inject() {
    try="strace -f -e inject=$1:error=$2${3:+:$3} ch05/server-v3"
    [ "$1/$2" != close/EINTR ] ||
        have restart "server-v3 goes on: $1, $2" || return
    have inject 'server-v3 goes on, whatever fails' || return
    # -D: server-v3 is the process that we have started, and strace its child.
    start_server "traced-$1-$2" strace -D -f -o /dev/null -e "trace=$1" \
        -e "inject=$1:error=$2${3:+:$3}" ch05/server-v3 127.0.0.1 0
    connect_client 3 client ch05/client-v1 'one'
    connect_client 4 other ch05/client-v1 'two'
    check "server-v3: one message, $1: $2" \
        "server-v3: $1: $(reason "$2")" "$(sort -u "$tmp/traced-$1-$2.err")"
    end_conversation 3 4
}
for error in EPROTO EPERM ENETDOWN EHOSTUNREACH EOPNOTSUPP; do
    inject accept "$error" when=2
done
# The first calls of close are those of the dynamic linker. It does not go on
# after an error, so count them.
strace -o "$tmp/closes" -e trace=close ch05/server-v3 none 2>"$tmp/usage"
linker=$(count_lines "$tmp/closes" '^close(' 2>/dev/null)
for error in EINTR EIO; do
    inject close "$error" "when=$((${linker:-0} + 1))+"
done
finish_tests
