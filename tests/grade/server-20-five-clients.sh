# shellcheck shell=sh
# lesson: one idle, one that never reads: 3 served
# why: While the server waits for one client, it must not neglect the others.
# hint: Which call blocks, and for whom? Let another process wait there.
# see: iterative, UNP 4.8

start
for i in 1 2 3 4 5; do
    try 'five clients connect' open $i
    soon 10 queue 0             # the next one finds room in the queue
done
ask fill 2
try 'the third client gets its echo' echo 3 'are you there'
try 'the others get theirs' echo 3-5 'and now'
