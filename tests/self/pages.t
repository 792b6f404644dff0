#!/bin/sh
# test: what the pages name exists: files, headings, labs, tests, programs

. "$(dirname "$0")/../sh/lib.sh"

pages=$(ls ./*.md ch05/*.md ch05/*/*.md tests/*.md tests/*/*.md)

# links PAGE: print the target of each link that is no address of the network
links() {
    grep -o '](\([^)]*\))' "$1" | sed 's/^](//; s/)$//' |
        grep -v '^[a-z]*://' | sort -u
}

# anchors PAGE: print the anchor that GitHub gives to each heading, and those
# that the page has itself: <a id="NAME">
anchors() {
    grep -o '<a id="[^"]*"' "$1" | sed 's/.*="//; s/"$//'
    awk '/^```/ { code = !code } /^#/ && !code' "$1" |
        sed 's/^#* //' | tr 'A-Z ' 'a-z-' | sed 's/[^a-z0-9_-]//g'
}

try='grep -n LINK PAGE'
check 'links to files that do not exist' '' "$(for page in $pages; do
    links "$page" | while read -r link; do
        [ -z "${link%%#*}" ] || [ -e "${page%/*}/${link%%#*}" ] ||
            echo "$page: $link"
    done
done)"
for page in $pages; do
    anchors "$page" | sed "s|^|${page#./}#|"
done >"$tmp/anchors"
check 'links to headings that do not exist' '' "$(for page in $pages; do
    links "$page" | grep '#' | grep -v '\.zh\.md' | while read -r link; do
        to=${page%/*}/${link%%#*}
        [ -n "${link%%#*}" ] || to=$page
        echo "$to#${link#*#} $page: $link"
    done
done | sed 's|^\./||
    :up
    s|^\([^ ]*/\)*[^ /.]*/\.\./|\1|
    t up' | awk 'NR == FNR { there[$0]; next }
        !($1 in there) { print $2, $3 }' "$tmp/anchors" -)"

# named WORD: print each NAME of WORD=NAME in the pages, as "PAGE NAME". In
# tests/README.md, two-clients is a lab that the reader writes; make pictures
# makes the folder ch05/wire/pictures.
named() {
    # shellcheck disable=SC2086  # no page has a space in its name
    grep -o "\\<make [a-z -]*$1=[a-z][a-z0-9/-]*" $pages |
        sed 's/:make .*=/ /' | sort -u | grep -vxE '.* (two-clients|name)'
}
check 'labs that do not exist' '' "$(named LAB | while read -r page name; do
    [ "$name" != list ] || continue
    cat "tests/$name.t" tests/*/"$name.t" 2>/dev/null | grep -q '^# lab: ' ||
        echo "$page: $name"
done)"
check 'tests that do not exist' '' "$(named T | while read -r page name; do
    cat "tests/$name.t" tests/*/"$name.t" 2>/dev/null | grep -q . ||
        echo "$page: $name"
done)"
# shellcheck disable=SC2086
check 'goals of make that do not exist' '' \
    "$(grep -oh '`make [a-z][a-z]*' $pages | sed 's/.* //' | sort -u |
        while read -r goal; do
            grep -q "^$goal:" Makefile || echo "$goal"
        done)"
# shellcheck disable=SC2086
check 'programs and folders that do not exist' '' \
    "$(grep -oE '(^|[ `])(ch05|tests)/[a-z0-9./-]*[a-z0-9]' $pages |
        sed 's/:[ `]*/ /' | sort -u |
        grep -v -e two-clients -e ' ch05/wire/pictures$' |
        while read -r page name; do
            [ -e "$name" ] || [ -e "$name.c" ] || echo "$page: $name"
        done)"
finish_tests
