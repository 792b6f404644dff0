# shellcheck shell=sh
# lesson: a line byte by byte; then four in a segment
# why: TCP has no messages: one read may return a byte, or many lines.
# hint: Do not expect that one read is one line. Send back what has come.
# see: sum-text, UNP 3.9

need_bytes
start
need 'the client connects' open 1
try 'a line that comes byte by byte is echoed' slow 1 'byte by byte'
try 'four lines at once are echoed' echo 1 'four\nlines\nat\nonce'
