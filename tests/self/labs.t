#!/bin/sh
# test: the head and the questions of each lab

. "$(dirname "$0")/../sh/lib.sh"

# Each lab asks, and no right answer is typed into it: what answer compares is a
# variable, or the output of a command.
try='see ask and answer in tests/README.md'
check 'labs without a question' '' "$(
    grep -l '^# lab: ' tests/*/*.t | xargs grep -L '^ *ask ')"
check 'labs without a line "# class: N minutes"' '' "$(
    grep -l '^ *ask ' tests/*/*.t |
        xargs grep -L '^# class: [1-9][0-9]* minutes$')"
check 'right answers that are typed in' '' "$(
    grep -n '^ *answer ' tests/*/*.t | grep -v ':[0-9]*: *answer "\$')"
check 'questions and answers: as many of each in each lab' '' "$(
    grep -l '^ *ask ' tests/*/*.t | while read -r lab; do
        [ "$(grep -c '^ *ask ' "$lab")" = "$(grep -c '^ *answer ' "$lab")" ] ||
            echo "$lab"
    done)"
check 'labs that ask, without a line "# title: ", "# keep: " or "# unp: "' '' \
    "$(for line in title keep unp; do
        grep -l '^ *ask ' tests/*/*.t |
            xargs grep -L "^# $line: " | sed "s/\$/: $line/"
    done)"
# The list of make class has room for 49 characters.
check 'titles that are too long for the list' '' \
    "$(grep -E '^# title: .{50}' tests/*/*.t)"
# Until the answer, the title does not say what happens.
check 'titles that are the same before the answer and after it' '' \
    "$(grep -l '^# title: ' tests/*/*.t | while read -r lab; do
        title=$(sed -n 's/^# title: //p' "$lab")
        ! grep -qxF -e "# lab: $title" "$lab" || echo "$lab"
    done)"
# The sections of the book stand in one place, and the READMEs name the same.
check 'answers that name a section of the book themselves' '' \
    "$(grep -n "'UNP [0-9]" tests/proc/*.t tests/fail/*.t tests/data/*.t \
        tests/ladder/*.t tests/wire/*.t)"
# sections FILE LAB: prints the column UNP of that lab in the tables of a README
sections() {
    awk -F ' [|] ' -v lab="$2" -v column="$3" '
        { name = $1; sub(/^[|] /, "", name); gsub(/[`[]|\].*/, "", name) }
        name == lab { text = $column; sub(/ [|]$/, "", text); print text }' \
        "$1" | sed 1q
}
for folder in proc:3 fail:3; do
    for lab in tests/"${folder%:*}"/*.t; do
        unp=$(sed -n 's/^# unp: //p' "$lab")
        [ -n "$unp" ] || continue
        name=${lab##*/}
        check "$lab: its README names the same sections" "$unp" "$(sections \
            "ch05/${folder%:*}/README.md" "${name%.t}" "${folder#*:}")"
    done
done
finish_tests
