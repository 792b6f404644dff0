# shellcheck shell=sh disable=SC2046,SC2086,SC2154
# lesson: a client leaves before its echo comes
# why: A write after the RST raises SIGPIPE, and that ends a whole process.
# hint: A signal can be ignored; write then fails with EPIPE.
# see: sigpipe, UNP 5.13

start
served 1
fact stop=ends || freeze $base $(new)
ask put 1 50000
ask close 1
fact stop=ends || signal CONT $base $(new)
still_serves
