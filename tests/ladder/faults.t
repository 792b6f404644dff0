#!/bin/sh
# test: accept and fork fail in each way that a server is to outlive
#
# ECONNABORTED, ENFILE, ENOBUFS: a test cannot get them from the kernel. So
# tests/tool/faults.h gives them to server-v3, and to the servers with serve.

. "$(dirname "$0")/../sh/lib.sh"

# messages WHAT ERRNO...: the messages about these errors of the call WHAT
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
    connect_client 3 client ch05/client-v1 'and I?'
    hang_up 3
    check "$name: a message each, no word about EINTR and ECONNABORTED" \
        "$(messages accept EMFILE ENFILE ENOBUFS ENOMEM
            messages fork EAGAIN ENOMEM)" "$(cat "$tmp/$name.err")"
    if [ -r /proc/uptime ]; then
        # Five of 100 ms: after the last message a client need not wait.
        check "$name: a pause after each" yes \
            "$([ "$time" -ge 49 ] && echo yes || echo "$time hundredths")"
    else
        skip "$name: a pause after each" 'there is no /proc/uptime'
    fi
done
finish_tests
