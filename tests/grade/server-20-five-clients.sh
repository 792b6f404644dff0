# shellcheck shell=sh
# lesson: one idle, one that never reads: 3 served
# why: While the server waits for one client, it must not neglect the others.
# hint: Which call blocks, and for whom? Let another process wait there.
# see: iterative, UNP 4.8

start
try 'five clients connect' open 1-5
ask fill 2
try 'the third client gets its echo' echo 3 'are you there?'
try 'the others get theirs' echo 3-5 'and now?'
