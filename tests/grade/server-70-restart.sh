# shellcheck shell=sh disable=SC2034,SC2154
# lesson: it starts again while its port has a TIME_WAIT
# why: The side that closes first keeps the port in TIME_WAIT for a minute.
# hint: It is an option of the listening socket, and comes before bind.
# see: no-reuseaddr, UNP 2.7, 7.5

time_wait() {
    [ "$(echo time-wait | tests/grade/peer 127.0.0.1 "$port")" = ok ]
}

for round in 1 2 3; do        # on a busy machine a RST may end a TIME_WAIT
    [ -n "${PORT:-}" ] || port=
    start
    served 1
    end_server                  # its kernel sends the first FIN
    ask end 1
    ask close 1
    ! within 50 time_wait || break
    close_peer
done
time_wait || cannot "no TIME_WAIT stays, in $round attempts"
keep_time_wait=yes base=''
run
within 350 up
listening || fail 'not ready' 'it listens again' 'nothing listens there'
