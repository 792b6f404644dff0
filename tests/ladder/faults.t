#!/bin/sh
# test: server-v3 and serve survive each way in which accept and fork may fail
#
# A test cannot make the kernel return ECONNABORTED, ENFILE or ENOBUFS. So
# tests/tool/faults.h puts functions that fail in the place of accept and fork.

. "$(dirname "$0")/../sh/lib.sh"

# messages CALL ERRNO...: the error messages when CALL fails with each ERRNO
messages() {
    call=$1
    shift
    for error in "$@"; do
        echo "$name: $call: $(reason "$error")"
    done
}

for name in faulty-v3 faulty-serve; do
    start=$(clock)
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
    hang_up 3
    check "$name: one message for each error, none for EINTR and ECONNABORTED" \
        "$(messages accept EMFILE ENFILE ENOBUFS ENOMEM
            messages fork EAGAIN ENOMEM)" "$(cat "$tmp/$name.err")"
    if [ -r /proc/uptime ]; then
        # Five pauses of 100 ms; after the last message no client has to wait.
        check "$name: a pause after each error" yes \
            "$([ "$time" -ge 49 ] && echo yes || echo "$time hundredths")"
    else
        skip "$name: a pause after each error" 'there is no /proc/uptime'
    fi
done
finish_tests
