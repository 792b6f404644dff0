#!/bin/sh
# pictures.sh [FOLDER [LAB...]]: make the pictures of the labs, from real runs
#
# A lab's commands are in its test. Without a LAB, it makes the pictures of all
# labs, and puts those that are in ch05/wire there, too.

folder=${1:-ch05/wire/pictures}
[ $# -eq 0 ] || shift
all=''
if [ $# -eq 0 ]; then
    all=yes
    # shellcheck disable=SC2046  # no name of a lab has a space
    set -- $(grep -l '^# lab:' tests/wire/*.t | xargs grep -l \
        "^cable [^ ]* [^ ]* <<'END'" | sed 's|.*/\(.*\)[.]t|\1|')
fi
mkdir -p "$folder" || exit 1
for lab in "$@"; do
    file=tests/wire/$lab.t
    # shellcheck disable=SC2046  # the server and the client are two words
    set -- $(sed -n 's/^cable \(.*\) <<.*/\1/p' "$file" | sed 1q)
    text=$(sed -n '/^cable/,/^END$/{/^cable/d;/^END/d;p;}' "$file" |
        ch05/wire/wire "$@") &&
        printf '%s\n' "$text" | sh ch05/wire/svg.sh >"$folder/$lab.svg" ||
        exit 1
    [ -z "$all" ] || ! [ -e "ch05/wire/$lab.svg" ] ||
        cp "$folder/$lab.svg" ch05/wire
done
