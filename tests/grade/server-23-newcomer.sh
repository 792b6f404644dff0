# shellcheck shell=sh disable=SC2154
# lesson: one leaves, others stay, a new one comes
# why: A handler that waits for children that still run keeps the server.
# hint: waitpid blocks unless WNOHANG is one of its options.
# see: stopped-child, UNP 5.10

start
served 1
served_too 2
settle
ask close 1
settle
ask echo 2 'still there' ||
    cannot 'the others are not served: see the lesson one-leaves'
try 'a new client connects' open 3
try 'a new client gets its echo' echo 3 hello
ask echo 2 'still there' || fail "${answer%%:*}" \
    'the client that stays gets its echo' "$answer" \
    '+Whoever comes or leaves, the others are served.'
