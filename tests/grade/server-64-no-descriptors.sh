# shellcheck shell=sh disable=SC2154
# lesson: no descriptor is left: no exit, no spin
# why: accept fails with EMFILE. Soon a client leaves, and it works again.
# hint: Wait a moment, such as 100 ms, and call accept again.
# see: out-of-descriptors, UNP 4.8

# drained: no connection waits for accept
drained() {
    [ "$(accept_queue "$port")" = 0 ]
}

start
served 1
settle
for pid in $(look "$port"); do
    free=$(look all | sed -n "s/^$pid .* //p")
    show "\$ tests/grade/limit files $pid $free"
    limits="$limits $pid:$(tests/grade/limit files "$pid" "$free")" ||
        cannot 'the limit cannot be changed'
done
for i in 2 3 4; do
    ask open "$i"
    ask send "$i" 'are you there?'
done
no_spin 'a descriptor may become free'
ask close 1-4
settle
listening || fail 'it ended' 'it waits' 'it does not listen'
for pid in $limits; do
    show "\$ tests/grade/limit files ${pid%:*} ${pid#*:}"
    tests/grade/limit files "${pid%:*}" "${pid#*:}" >>"$dir/log"
done
within 150 drained              # those who have waited are served first
still_serves
