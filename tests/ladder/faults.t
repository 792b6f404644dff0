#!/bin/sh
# test faults: accept and fork fail in each way that a server is to outlive
#
# ECONNABORTED, ENFILE, ENOBUFS: a test cannot get them from the kernel. So
# tests/tool/faults.h gives them to server-v3, and to the servers with serve.

. "$(dirname "$0")/../sh/lib.sh"

# said WHAT ERRNO...: the messages about these errors of the call WHAT
said() {
    call=$1
    shift
    for error in "$@"; do
        echo "$server: $call: $(reason "$error")"
    done
}

for server in faulty-v3 faulty-serve; do
    start=$(clock)
    serve "$server" "tests/tool/$server" 127.0.0.1 0
    for n in 1 2; do
        hold 3 poll ch05/fail/poll-client 127.0.0.1 "$port"
        finish "$pid"
        check "$server, fork fails: client $n sees a FIN" \
            'exit 1, poll-client: server terminated prematurely' \
            "exit $status, $(cat "$tmp/poll.err")"
        hang_up 3
    done
    time=$(($(clock) - start))
    hold 3 client ch05/client-v1 127.0.0.1 "$port"
    type_line 3 'and I?'
    check_wait "$server: then all is as it should be" 1 \
        count_lines "$tmp/client.out" '^and I?$'
    hang_up 3
    check "$server: a message each, no word about EINTR and ECONNABORTED" \
        "$(said accept EMFILE ENFILE ENOBUFS ENOMEM
            said fork EAGAIN ENOMEM)" "$(cat "$tmp/$server.err")"
    if [ -r /proc/uptime ]; then
        # Five of 100 ms: after the last message a client need not wait.
        check "$server: a pause after each" yes \
            "$([ "$time" -ge 49 ] && echo yes || echo "$time hundredths")"
    else
        skip "$server: a pause after each" 'there is no /proc/uptime'
    fi
done
finish_tests
