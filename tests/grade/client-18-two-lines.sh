# shellcheck shell=sh disable=SC2154
# lesson: two lines are there at once
# why: One read of stdio takes both; then select sees nothing more to read.
# hint: Do not mix select or poll with fgets: what stdio has, they do not see.
# see: poll-client, UNP 6.5

keyboard
type_line 'one\ntwo'
line_comes one
case $answer in *two*) verdict ok ;; esac
line_back one
line_comes two
