#!/bin/sh
# test: the README files have every word, every lab and every program

. "$(dirname "$0")/../sh/lib.sh"

# A word is a function in tests/sh that a test calls. tests/README.md has it at
# the start of a table row: | `WORD ARGUMENT...` |. What only tests/self calls
# is no word. screen.sh and lesson.sh have none: a test does not read them.
cat tests/[!s]*/*.t >"$tmp/tests"
starts='^|[(|!&{]|(if|while|until|in_class|(check_wait|wait_for|poll_for) .*) '
called="($starts) *"
try='grep -n WORD tests/sh/*.sh    # then add a row to tests/README.md'
check 'words without a row in tests/README.md' '' \
    "$(sed -n 's/^\([a-z_]*\)() *[{(].*/\1/p' tests/sh/[!s]*.sh \
        tests/sh/show.sh | while read -r word; do
            grep -q "^$word()" tests/sh/lesson.sh && continue
            grep -qE "$called$word( |\$|[;)])" "$tmp/tests" || continue
            grep -q "^| \`${word}[ \`]" tests/README.md || echo "$word"
        done)"
try='grep -n WORD tests/README.md'
check 'rows in tests/README.md for words that do not exist' '' \
    "$(sed -n '/^## Every word/,$s/^| `\([a-z_]*\)[ `].*/\1/p' tests/README.md |
        while read -r word; do
            grep -q "^$word() " tests/sh/*.sh || echo "$word"
        done)"

# The template in tests/README.md is a lab that runs.
try=''
mkdir -p "$tmp/copy/tests/new"
for file in ch05 lib tests/sh tests/tool; do
    ln -s "$PWD/$file" "$tmp/copy/$file"
done
sed -n '/^    #!.bin.sh$/,/^    finish_tests$/s/^    //p' tests/README.md \
    >"$tmp/copy/tests/new/template.t"
lines=$(wc -l <"$tmp/copy/tests/new/template.t")
check_range 'the template: lines' 10 25 "$((lines))"
# shellcheck disable=SC2086  # TEST_SH may be two words: busybox sh
(cd "$tmp/copy" && ${TEST_SH:-sh} tests/new/template.t) >"$tmp/template.out" \
    2>"$tmp/template.err"
check 'the template: exit status' 0 $?
check 'the template: last line' 1..5 "$(sed -n '$p' "$tmp/template.out")"

# Every lab has its command in a .md file of its folder.
try='grep -rn "make demo LAB=" ch05'
check 'labs without "make demo LAB=NAME" in their folder' '' \
    "$(grep -l '^# lab: ' tests/*/*.t | while read -r file; do
        folder=${file#tests/}
        folder=${folder%/*}
        name=${file##*/}
        name=${name%.t}
        set -- "ch05/$folder"/*.md
        [ "$folder" != ladder ] || set -- ch05/README.md
        cat "$@" |
            grep -qE "make demo LAB=($folder/)?$name([^a-z0-9/-]|\$)" ||
            echo "$folder/$name"
    done)"

# Every program has a table row in the README.md of its folder: | `NAME` |,
# | [NAME](NAME.c) | or | NAME |. A row may have several names.
try='grep -n "^|" ch05/README.md ch05/*/README.md'
check 'programs without a table row in their folder' '' \
    "$(programs ch05/*.c ch05/*/*.c | while read -r file; do
        name=${file##*/}
        name=${name%.c}
        sed -n 's/^| \([^|]*\) |.*/, \1,/p' "${file%/*}/README.md" |
            grep -qE ", (\`$name\`|\[\`?$name\`?\]\([^)]*\)|$name)," ||
            echo "${file%.c}"
    done)"

# Every lab that a page names for a class is a lab that asks.
try='grep -rn "make class LAB=" ch05'
check 'make class LAB=NAME without such a lab' '' \
    "$(cat ./*.md ch05/*.md ch05/*/*.md |
        grep -o 'make class LAB=[a-z0-9/-]*[a-z0-9]' | sed 's/.*=//' |
        sort -u | grep -vx list | while read -r name; do
            cat tests/"$name.t" tests/*/"$name.t" 2>/dev/null |
                grep -q '^ *ask ' || echo "$name"
        done)"
finish_tests
