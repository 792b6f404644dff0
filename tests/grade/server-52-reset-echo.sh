# shellcheck shell=sh
# lesson: a client sends a RST in mid-echo
# why: write fails with ECONNRESET. That ends this connection, and no other.
# hint: What does your server do if write returns -1?
# see: never-reads, UNP 5.13

start
served 1
ask fill 1
ask reset 1
still_serves
