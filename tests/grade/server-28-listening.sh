# shellcheck shell=sh disable=SC2154
# lesson: only the parent has the listening one
# why: If the parent dies, such a child keeps the port, and never accepts.
# hint: fork copies every descriptor. The child needs only one of them.
# see: listen-leak, UNP 4.8

# closed: true if no process that was started for a client listens
closed() {
    ! look "$port" | grep -qvxF "$base"
}

start
served 1
need_child
within 100 closed || fail 'it listens' 'only the parent listens' \
    'the process for the client has the listening socket, too'
