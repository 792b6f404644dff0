# shellcheck shell=sh
# lesson: a client sends much first, and reads late
# why: If the buffers are full, write blocks, or sends a part of the bytes.
# hint: How many bytes has write returned? Keep the others, and send them later.
# see: never-reads, UNP 3.9, 16.2

need_bytes
! slowly || cannot 'each echo takes its time: it would take too long'
start
served 1
! toils || cannot 'it moves single bytes: it would take too long'
try 'all bytes come back' late-read 1
