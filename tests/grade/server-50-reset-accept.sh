# shellcheck shell=sh disable=SC2086,SC2154
# lesson: a client sends a RST before accept
# why: The connection that accept returns may be gone already.
# hint: An error of one connection is no reason for the server to end.
# see: rst-before-accept, UNP 5.11

start
freeze $base
need 'the client connects' open 1
ask reset 1
signal CONT $base
still_serves
