# shellcheck shell=sh disable=SC2154
# lesson: any bytes, and no newline at the end
# why: A NUL does not end the input, and the last line may lack its newline.
# hint: How many bytes has read returned? strlen does not know it.
# see: upper, UNP 5.5

printf 'a\0b\n\377\n\0\nthe end' >"$dir/in"
all_back "$dir/in" serve
