# shellcheck shell=sh disable=SC2086,SC2154
# lesson: a stopped child does not freeze it
# why: SIGCHLD comes also when a child is stopped, and then wait blocks.
# hint: Which call asks for a child that has ended, and returns at once?
# see: stopped-child, UNP 5.9-5.10

need_many
start
served 1
need_child
settle
freeze $kids
settle
try 'a new client connects' open 2
try 'a new client gets its echo' echo 2 hello
