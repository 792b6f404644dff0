# shellcheck shell=sh disable=SC2154
# lesson: no process is left: no exit, no spin
# why: fork fails with EAGAIN. The other clients need the server still.
# hint: fork returns -1: drop this client, wait a moment, and go on.
# see: out-of-processes, UNP 5.2

need_many
# Nothing limits root, so then it runs as another user.
other=
[ "$(id -u)" -ne 0 ] || {
    other=$((20000 + $$ % 30000))
    [ -z "$(find /proc -maxdepth 1 -user $other 2>/dev/null)" ] ||
        cannot "user $other has processes"
}
[ -z "$other" ] || {
    choose_port
    run -u "$other"
    within 300 up
    listening || cannot 'root has no limit, and no other user may run it'
    stop_server
}
start ${other:+-u "$other"}
served 1
need_child
settle
# shellcheck disable=SC2046  # two words for each process
change_limits processes $(look "$port" | sed 's/$/ 0/')
ask knock 2-4
no_spin 'a process may end'
try 'the first client is still served' echo 1 'still there'
ask close 2-4                   # they have not said anything
# shellcheck disable=SC2086
change_limits processes $limits
still_serves
