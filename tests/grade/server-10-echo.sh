# shellcheck shell=sh
# lesson: every byte value, 1 MiB, no newline
# why: TCP carries bytes, not strings and not lines.
# hint: Send back as many bytes as read has returned; a NUL is one of them.
# see: upper, UNP 5.3

start
try 'the client connects' open 1
try 'all bytes come back' bulk 1 1048576
