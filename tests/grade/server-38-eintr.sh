# shellcheck shell=sh disable=SC2154
# lesson: a child ends while it is in accept
# why: A signal may interrupt accept: it fails with EINTR, and no harm is done.
# hint: Look at errno before you take a failed accept for the end.
# see: eintr, UNP 5.9

start
for i in 1 2 3; do
    served "$i"
    need_child
    settle                      # now it is in accept
    ask close "$i"
    soon 150 alive "$size" || fail "$((count - size)) stays" \
        "$size processes after client $i" "$count processes"
done
still_serves
