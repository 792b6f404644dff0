# shellcheck shell=sh disable=SC2154
# lesson: a line that is longer than any buffer
# why: The echo of a part has no newline: who waits for it waits forever.
# hint: Count the bytes that must come back; do not look for a newline.
# see: sum-text, UNP 5.5

awk 'BEGIN { while (n++ < 30000) printf "%d", n % 10; print "" }' >"$dir/in"
all_back "$dir/in" serve
