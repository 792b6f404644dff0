# shellcheck shell=sh disable=SC2154
# lesson: a child ends when its client has left
# why: A child that goes on after the end, or after an error, stays for ever.
# hint: read has returned 0, or read or write -1: the child closes, and ends.
# see: sigpipe, UNP 5.12-5.13

need_many
start
served 1
need_child
served 2
need 'client 3 connects' open 3
ask fill 2                      # its child is in the middle of a write
ask close 1
ask reset 2
ask close 3                     # this one has not sent a byte
children_end 250 && verdict ok
soon 0 all +
totals
before=$ticks
soon 50 all never
totals
[ $((ticks - before)) -lt 10 ] || fail 'it spins' 'the child ends' \
    "CPU time: $((ticks - before)) hundredths of a second in half a second"
children_end 0 || fail 'it stays' 'all three end' "$count still run"
