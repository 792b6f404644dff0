# shellcheck shell=sh
# lesson: every byte value, 1 MiB, no newline
# why: TCP carries bytes, not strings and not lines.
# hint: Send back as many bytes as read has returned; a NUL is one of them.
# see: upper, UNP 5.3

need_bytes
start
need 'the client connects' open 1
try 'an odd number of bytes comes back' bulk 1 257
number=1048576
if slowly; then
    number=2000
elif toils; then
    number=100000
fi
try 'all bytes come back' bulk 1 $number
