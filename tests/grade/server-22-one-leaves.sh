# shellcheck shell=sh disable=SC2154
# lesson: a client leaves, the others are served
# why: Each connection has an end of its own. The others go on.
# hint: What ends when read returns 0: the connection, or more than that?
# see: client-killed, UNP 5.12

start
served 1
served_too 2
served_too 3
ask close 2
settle
try 'the first client is still served' echo 1 'still there'
try 'the third client is still served' echo 3 'still there'
