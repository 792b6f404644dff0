#!/bin/sh
# test: the transcripts in the pages have the lines that their labs say today

. "$(dirname "$0")/../sh/lib.sh"

# A transcript is what follows "    $ make demo LAB=NAME" in a page. A lab says
# the same lines each time it runs: the arguments of heading, tell, good and bad
# that stand in single quotes at the left margin. Each must be in the
# transcript. (Pids, ports and counts differ from run to run.)

# transcripts: write each transcript of the pages to $tmp/FOLDER/NAME
transcripts() {
    awk -v tmp="$tmp" '
        /^    \$ make demo LAB=[a-z0-9\/-]*$/ {
            name = $0; sub(/.*=/, "", name); sub(/.*\//, "", name)
            folder = FILENAME; sub(/^ch05\//, "", folder)
            if (!sub(/\/.*/, "", folder)) folder = "ladder"
            file = tmp "/" folder "/" name; next }
        /^    \$ / || /^[^ ]/ { file = "" }
        file != "" && /^    / { print substr($0, 5) >file }' "$@"
}

# lines LAB: print what the lab says, a line each
lines() {
    awk '/^(heading|tell|good|bad) / { on = 1; said = "" }
        on { said = said $0 "\n"; on = /\\$/
            if (!on && said !~ /[$]/) printf "%s", said }' "$1" |
        grep -o "'[^']*'" | sed "s/^'//; s/'\$//" | grep '[a-z] [a-z]'
}

mkdir "$tmp/ladder" "$tmp/proc" "$tmp/fail" "$tmp/data" "$tmp/wire" \
    "$tmp/watch" "$tmp/yours"
# zh.t compares the Chinese pages with these.
# shellcheck disable=SC2046  # no page has a space in its name
transcripts $(printf "%s\n" ch05/*.md ch05/*/*.md | grep -v '\.zh\.md$')
for file in "$tmp"/*/*; do
    name=${file#"$tmp/"}
    lab=tests/$name.t
    [ -f "$lab" ] || continue
    lines "$lab" >"$tmp/said"
    [ -s "$tmp/said" ] || continue
    try="make demo LAB=$name    # then copy its output to ch05/${name%/*}/*.md"
    check "$name: lines that are not in the transcript" '' \
        "$(grep -vxFf "$file" "$tmp/said")"
done
check_range 'transcripts' 35 200 "$checks"
finish_tests
