# shellcheck shell=sh disable=SC2154
# lesson: a hundred clients, as many as before
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
soon 50 alive "$size"
settle
totals
before=$descriptors
try 'a hundred clients in turn are served' visit 1-100 hello
within 100 as_before || fail "$((descriptors - before)) more" \
    "$before descriptors" "$descriptors descriptors"
