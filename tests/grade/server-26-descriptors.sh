# shellcheck shell=sh disable=SC2154
# lesson: a hundred clients, as many as before
# why: What is opened for each client must be closed for each client.
# hint: Look at ls -l /proc/PID/fd after a few clients.
# see: fd-leak, UNP 4.8

# descriptors: how many the server has in all, without those of a client
descriptors() {
    descriptors=0
    for field in $(look all | cut -d ' ' -f 4); do
        descriptors=$((descriptors + field))
    done
}
as_before() {
    descriptors
    [ "$descriptors" -le "$before" ]
}

start
served 200
ask close 200
within 200 running "$size"
settle
descriptors
before=$descriptors
try 'a hundred clients in turn are served' visit 1-100 hello
within 150 as_before || fail "$((descriptors - before)) more" \
    "$before descriptors" "$descriptors descriptors"
