#!/bin/sh
# lab: every SYN is lost: at last, connect fails with ETIMEDOUT
# title: every SYN is lost
# class: 3 minutes
# unp: 4.3
# keep: connect fails with ETIMEDOUT when nobody answers, only after many SYNs;
#  a RST lets it fail at once.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a connect that nobody answers'
question() {
    ask 'Each SYN is lost. The kernel may send it three times here, and waits
        twice as long after each. After how many seconds does connect fail?' \
        'It waits for 1 s after the first SYN. And after the last one?' \
        '0|it fails when the first SYN is lost' '3|1 + 2 s' '7|1 + 2 + 4 s' \
        '127|as without tcp_syn_retries'
}
# Linux 6.5 and later would send the first four repeats one second apart.
if [ -e /proc/sys/net/ipv4/tcp_syn_linear_timeouts ]; then
    even='set tcp_syn_linear_timeouts 0'
else
    even='# tcp_syn_linear_timeouts: this kernel has none'
fi
cable ch05/server-v3 ch05/client-v1 <<END
lose
$even
set tcp_syn_retries 2
time
wait
# ask
lose
wait
lose
wait
END
# After the first SYN the client waits for 1 s, after each more twice as long.
syns=$(grep -c '^ *[0-9] .*--- SYN seq 0 ' "$tmp/cable.out")
heading 'The cable loses each SYN of the client. The seconds are at the right:'
show_cable
bad 'No answer at all: connect fails after the pause that follows the last SYN.'
answer "$(((1 << syns) - 1))" \
    'Nobody says no, so the kernel tries again: after 1 s, then after 2 s. After
    the last SYN it waits for 4 s more, and connect fails with ETIMEDOUT. With
    the usual tcp_syn_retries, 6, that takes more than a minute. A host that is
    there and refuses sends a RST: then connect fails at once.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'three SYNs, then ETIMEDOUT' \
"1 is lost
tcp_syn_retries is 2 on both hosts
the column of seconds is on
2 SYN_SENT --- SYN seq 0 (1 again) --> LISTEN
2 is lost
3 SYN_SENT --- SYN seq 0 (2 again) --> LISTEN
3 is lost
client prints: client-v1: connect: $(reason ETIMEDOUT)
client ends, exit status 1
CLOSED LISTEN" "$(story | sed -e '1d; /linear/d' -e 's/ [0-9]*\.[0-9]*$//')"
check_range 'the second SYN: hundredths of a second' 90 200 "$(sed -n \
    's/^ *2 .* \([0-9]*\)\.\([0-9]*\)$/\1\2/p' "$tmp/cable.out")"
check_range 'the third SYN: hundredths of a second' 290 450 "$(sed -n \
    's/^ *3 .* \([0-9]*\)\.\([0-9]*\)$/\1\2/p' "$tmp/cable.out")"
finish_tests
