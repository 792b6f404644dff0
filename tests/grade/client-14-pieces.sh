# shellcheck shell=sh disable=SC2154
# lesson: the echo comes byte by byte
# why: TCP has no messages: one read may return a part of the echo.
# hint: Read again until the whole echo has come.
# see: sum-text, UNP 3.9

printf 'one\ntwo\nthree\n' >"$dir/in"
all_back "$dir/in" byte-serve
