# shellcheck shell=sh disable=SC2046,SC2086,SC2154
# lesson: a child ends while it is in accept
# why: A signal may interrupt a system call: EINTR, and no harm is done.
# hint: Look at errno before you take a failed accept for the end.
# see: eintr, UNP 5.9

start
# SIGSTOP and SIGCONT interrupt some calls, such as epoll_wait, without any
# handler: signal(7).
signal STOP $base
signal CONT $base
settle
try 'it serves after SIGSTOP and SIGCONT' open 1
try 'it serves after SIGSTOP and SIGCONT' echo 1 hello
need_child
need_many
for i in 2 3 4; do
    settle                      # now it is in accept
    kids=$(new)
    ask close $((i - 1))
    settle || fact spins=yes || ! spins ||
        fail 'it spins' 'it waits in accept' \
            "CPU time: $used of $taken hundredths of a second"
    soon 0 alive 0 $base $kids $(look "$port") || fail "$count more" \
        'no child for a client that has not come' "$count processes more"
    need_end 150
    try "client $i connects" open $i
    try "client $i gets its echo" echo $i hello
    now
    [ $((lesson_end - now)) -gt $((bound * 50)) ] || break
done
still_serves
