#!/bin/sh
# pictures.sh [FOLDER [LAB...]]: make the pictures of the labs, from real runs
#
# Each lab makes its own, also of a second run (LAB-2.svg). Without a LAB, all
# labs run, and the pictures that are in ch05/wire are replaced, too.

folder=${1:-ch05/wire/pictures}
[ $# -eq 0 ] || shift
all=''
if [ $# -eq 0 ]; then
    all=yes
    # shellcheck disable=SC2046  # no name of a lab has a space
    set -- $(grep -l '^# lab:' tests/wire/*.t | sed 's|.*/\(.*\)[.]t|\1|')
fi
mkdir -p "$folder" || exit 1
for lab in "$@"; do
    rm -f "$folder/$lab.svg"
    if ! said=$(PICTURE=$folder/$lab sh "tests/wire/$lab.t") ||
        ! [ -e "$folder/$lab.svg" ]; then
        echo "$said" >&2
        exit 1
    fi
    [ -z "$all" ] || ! [ -e "ch05/wire/$lab.svg" ] ||
        cp "$folder/$lab.svg" ch05/wire
done
