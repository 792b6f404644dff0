# shellcheck shell=sh disable=SC2154
# lesson: as many descriptors after 100 clients as before
# why: What is opened for each client must be closed for each client.
# hint: Look at ls -l /proc/PID/fd after a few clients.
# see: fd-leak, UNP 4.8

# as_before: true if it has as many descriptors as before
as_before() {
    settle
    totals
    [ "$descriptors" -le "$before" ] || {
        soon 15 all never
        return 1
    }
}

start
served 200
ask close 200
need_end 200
settle
totals
before=$descriptors
# Fewer clients, if each echo takes its time.
number=100
[ -z "$slow" ] || number=$((150 * bound / 5 / slow))
[ $number -le 100 ] || number=100
[ $number -ge 3 ] || number=3
need "$number clients in turn are served" visit 1-$number hello
need_end 200
within 100 as_before || fail "$((descriptors - before)) more" \
    "$before descriptors" "$descriptors descriptors after $number clients"
