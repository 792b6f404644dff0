# shellcheck shell=sh disable=SC2034,SC2046,SC2154
# lesson: SIGTERM ends it
# why: When a host shuts down, init sends SIGTERM first, and SIGKILL later.
# hint: Do you ignore or catch this signal? Then end the process there.
# see: shutdown, UNP 5.16

start
served 1
ask close 1
settle
gone_is_right=yes
signal TERM $(look "$port")
soon 150 "$port" 0 || fail 'it goes on' 'SIGTERM ends the server' \
    'it still listens; SIGKILL has ended it'
