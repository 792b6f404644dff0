# shellcheck shell=sh disable=SC2154
# lesson: SIGCHLD has a handler
# why: Task 3 asks for a handler. If SIGCHLD is ignored, no status is known.
# hint: Signal(SIGCHLD, ...) before the first client comes.
# see: why-reap, UNP 5.8

start
served 1
need_child
handles || fail 'no handler' 'SigCgt in /proc/PID/status has SIGCHLD' \
    'no process that listens has a handler for it'
