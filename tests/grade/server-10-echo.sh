# shellcheck shell=sh
# lesson: every byte value, 1 MiB, no newline
# why: TCP carries bytes, not strings and not lines.
# hint: Send back as many bytes as read has returned; a NUL is one of them.
# see: upper, UNP 5.3

need_bytes
start
need 'the client connects' open 1
number=1048576
! slowly || number=2000
try 'all bytes come back' bulk 1 $number
