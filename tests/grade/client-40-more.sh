# shellcheck shell=sh disable=SC2154
# lesson: the server sends more than was asked
# why: A peer may send what it wants, and when it wants.
# hint: The size of your buffer is the limit, whatever the server sends.
# see: sum-text, UNP 5.12

keyboard
type_line hello
line_comes hello
line_back hello
ask put 1 100000
settle
exec 6>&-
ask fin 1
ends 'it ends after its input'
# One of its processes may end another with SIGTERM, as in UNP 16.2.
grep -q '^exit\|signal 15$' "$dir/end" ||
    fail 'killed' 'an exit status' "$(cat "$dir/end")"
first=$(sed 1q "$dir/out" | cut -c 1-40)
! fact prints=more || ! grep -q hello "$dir/out" || verdict ok
[ "$first" = hello ] || fail 'no echo' 'the first line is printed' "$first"
