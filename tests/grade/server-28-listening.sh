# shellcheck shell=sh disable=SC2154
# lesson: only the parent has the listening socket
# why: If the parent dies, such a child keeps the port, and never accepts.
# hint: fork copies every descriptor. The child needs only one of them.
# see: listen-leak, UNP 4.8

start
served 1
need_child
# shellcheck disable=SC2086  # a word for each pid
soon 100 "$port" 0 $base || fail 'it listens' 'only the parent listens' \
    'the process for the client has the listening socket, too'
