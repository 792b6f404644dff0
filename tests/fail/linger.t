#!/bin/sh
# lab: close returns before the bytes are sent; SO_LINGER can change that
# title: what close does with bytes that are not sent yet
# class: 4 minutes
# unp: 7.5
# keep: close returns before the bytes are sent. SO_LINGER lets it wait, or
#  throw them away and send a RST.
#
# The server is stopped and reads nothing. So a part of what linger-client sends
# stays in its send buffer.

. "$(dirname "$0")/../sh/lib.sh"

# part I: prints the port and the milliseconds of the connection with SO_LINGER
# {I}
part() {
    sed -n "s/^{$1} port \([0-9]*\): close took \([0-9]*\) ms\$/\1 \2/p" \
        "$tmp/linger-client.out"
}
# state_of I: prints the state of the client's side of that connection
state_of() {
    one_end "$port" client "$(part "$1" | cut -d ' ' -f 1)" | cut -d ' ' -f 1
}
# left: the client's states of the three connections; "-": none
left() {
    for i in '0, 0' '1, 1' '1, 0'; do
        of_this=$(state_of "$i")
        printf '%s ' "${of_this:--}"
    done
}

in_class tell 'A client sends more than the server reads: a part of it is' \
    'still in its own send buffer when it calls close.' ''
ask 'After which close does nothing remain of the connection?' \
    'SO_LINGER is a switch and a time in seconds. What would 0 seconds mean?' \
    'a usual close|it has returned at once' \
    'SO_LINGER {1, 1}|close has waited for a second' \
    'SO_LINGER {1, 0}|no time for the bytes'
heading 'server-v3 is stopped. linger-client fills the buffers, and closes:'
start_version 3
stop "$server"
launch linger-client ch05/fail/linger-client 127.0.0.1 "$port"
wait_end "$pid"
check 'linger-client: exit status' 0 "$status"
said=$(cat "$tmp/linger-client.err")
if [ "$(uname)" = FreeBSD ]; then       # it says when the time is over
    said=$(echo "$said" | grep -vxF "linger-client: close: $(reason EAGAIN)")
fi
check 'linger-client: no message' '' "$said"
usual=$(part '0, 0') second=$(part '1, 1') none=$(part '1, 0')
check_range '{1, 1}: close waits for a second: milliseconds' 950 60000 \
    "${second#* }"
for time in "${usual#* }" "${none#* }"; do
    check 'close without a time to wait is faster' yes \
        "$([ "$time" -lt "${second#* }" ] && echo yes)"
done
check 'the kernel still sends for the first two; of {1, 0} nothing is left' \
    'FIN_WAIT1 FIN_WAIT1 - ' "$(left)"
show_output linger-client
show_sockets "$port"
gone=
for i in '0, 0' '1, 1' '1, 0'; do
    [ -n "$(state_of "$i")" ] || gone="$gone$i"
done
case $gone in
    '0, 0') outcome='a usual close' ;;
    *) outcome="SO_LINGER {$gone}" ;;
esac
good 'FIN_WAIT1 and Send-Q: no process has these connections; the kernel sends.'
bad '{1, 0}: no FIN, a RST, and no connection left: the rest is never sent.'
answer "$outcome" \
    'close gives the bytes to the kernel, which sends them, and then the FIN.
    With a time, close waits so long for the acknowledgment, and returns
    anyway. With 0 seconds the kernel throws the bytes away and sends a RST:
    there is no TIME_WAIT either.' \
    ch05/fail/fin-and-rst.md
# The server's side of {1, 0} has got the RST, and it has no socket any more.
check_wait '{1, 0}: the server has a RST: its end is gone' '' \
    one_end "$port" server "${none% *}"
kill_process "$server"
finish_tests
