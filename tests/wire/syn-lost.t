#!/bin/sh
# lab: a SYN is lost twice: connect waits, and the kernel retransmits it
# class: 3 minutes
# title: two SYNs are lost
# unp: 4.3
# keep: TCP retransmits what is lost, and the program only notices that the call
#   takes longer.

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'a lost SYN'
question() {
    ask 'Two SYNs are lost, and the next one would arrive. What does connect do
        in the client?' \
        'Does the program hear of a lost segment?' \
        'succeeds|the kernel sends a third SYN' \
        'fails|two lost SYNs are too many' \
        'hangs|nobody sends another SYN'
}
# The client's kernel waits a second before it retransmits a SYN.
cable ch05/server-v3 ch05/client-v1 <<'END'
time
lose 1
wait
lose 2
# ask
wait
3
4
5
END
heading 'Two SYNs are lost. The seconds are at the right:'
show_cable
good 'connect has returned without an error. It has only taken longer.'
case $(states | tail -n 1) in
    ESTABLISHED*) outcome=succeeds ;;
    CLOSED*) outcome=fails ;;
    *) outcome=hangs ;;
esac
answer "$outcome" \
    'The kernel retransmits a SYN that is not acknowledged, here after a second.
    If more of them are lost, the pauses get longer. The process sleeps in
    connect meanwhile. Only after minutes does connect fail with ETIMEDOUT.' \
    'ch05/wire/README.md'
check 'exit status' 0 "$status"
check 'the third SYN arrives' \
'1 SYN_SENT --- SYN seq 0 --> LISTEN
the column of seconds is on
1 is lost
2 SYN_SENT --- SYN seq 0 (1 again) --> LISTEN
2 is lost
3 SYN_SENT --- SYN seq 0 (2 again) --> LISTEN
4 SYN_SENT <-- SYN ACK 1 seq 0 --- SYN_RCVD
5 ESTABLISHED --- ACK 1 seq 1 --> SYN_RCVD
server forks child P
ESTABLISHED ESTABLISHED' "$(story | sed 's/ [0-9]*\.[0-9]*$//')"
# Since Linux 6.5 the third SYN comes after 2 s, before that after 3 s.
for n in 2 3; do
    tenths=$(sed -n "s/^ *$n .* \([0-9]*\)\.\([0-9]\).\$/\1\2/p" \
        "$tmp/cable.out")
    check_range "segment $n: tenths of a second" $((10 * n - 11)) \
        $((20 * n - 20)) "$tenths"
done
finish_tests
