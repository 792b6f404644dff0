# shellcheck shell=sh disable=SC2154
# lesson: no descriptor is left: no exit, no spin
# why: accept fails with EMFILE. Soon a client leaves, and it works again.
# hint: Wait a moment, such as 100 ms, and call accept again.
# see: out-of-descriptors, UNP 4.8

start
served 1
settle
all=$(look all)
for pid in $(look "$port"); do
    ! late || cannot 'it has too many processes: the time was over'
    free=$(echo "$all" | sed -n "s/^$pid .* //p")
    show "\$ tests/grade/limit files $pid $free"
    limits="$limits $pid:$(tests/grade/limit files "$pid" "$free")" ||
        cannot 'the limit cannot be changed'
done
# These send no line. When one leaves before its echo comes, that is a RST, and
# what a RST does is the question of other lessons.
ask knock 2-4
no_spin 'a descriptor may become free'
ask close 1-4
settle
listening || fail 'it ended' 'it waits' 'it does not listen'
for pid in $limits; do
    show "\$ tests/grade/limit files ${pid%:*} ${pid#*:}"
    tests/grade/limit files "${pid%:*}" "${pid#*:}" >>"$dir/log"
done
soon 150 queue 0                # those who have waited are served first
still_serves
