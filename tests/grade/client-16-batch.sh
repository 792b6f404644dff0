# shellcheck shell=sh disable=SC2154
# lesson: stdin is a file, the server is slow
# why: At the end of the input an echo may still be on its way.
# hint: End of file on stdin ends what you send, not what you read.
# see: half-close, UNP 6.6

printf 'one\ntwo\n' >"$dir/in"
all_back "$dir/in" slow-serve
