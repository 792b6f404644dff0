# shellcheck shell=sh disable=SC2154
# lesson: no descriptor is left: no exit, no spin
# why: accept fails with EMFILE. Soon a client leaves, and it works again.
# hint: Wait a moment, such as 100 ms, and call accept again.
# see: out-of-descriptors, UNP 4.8

start
served 1
settle
# The new limit is the lowest descriptor that is not open.
# shellcheck disable=SC2046  # two words for each process
change_limits files $({ look "$port"; look all; } | awk '
    NF == 1 { listens[$1] = 1 }
    NF == 5 && $1 in listens { print $1, $5 }')
# These send no line. When one leaves before its echo comes, that is a RST, and
# what a RST does is the question of other lessons.
ask knock 2-4
no_spin 'a descriptor may become free'
ask close 1-4
settle
listening || fail 'it ended' 'it waits' 'it does not listen'
# shellcheck disable=SC2086
change_limits files $limits
soon 150 queue 0                # those who have waited are served first
still_serves
