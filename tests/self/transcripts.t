#!/bin/sh
# test: the transcripts in the pages have the lines that their labs say today

. "$(dirname "$0")/../sh/lib.sh"

# A transcript is what follows "    $ make demo LAB=NAME" in a page, or, on the
# first page and its like, "$ make demo". A lab says the same words each time
# that it runs: the arguments of heading, tell, good and bad. A line without a
# variable must be in the transcript, and of a line with variables each part
# between two of them. (Pids, ports and counts differ from run to run.)

# transcripts PAGE...: write each transcript of the pages to $tmp/FOLDER/NAME
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

# lines LAB: print what the lab says: "=LINE", or "~PART" of a line
lines() {
    awk '
    # What a variable or a command may print becomes \001.
    function strings(text,    s, n, i, line) {
        while (gsub(/\$\(\([^()]*\)\)|\$\([^()]*\)/, "\001", text))
            ;
        gsub(/\$\{[^}]*\}|\$[A-Za-z_0-9]+/, "\001", text)
        while (match(text, /"[^"]*"|'\''[^'\'']*'\''/)) {
            s = substr(text, RSTART + 1, RLENGTH - 2)
            text = substr(text, RSTART + RLENGTH)
            n = split(s, line, "\n")
            for (i = 1; i <= n; i++)
                parts(line[i])
        }
    }
    function parts(line,    n, i, part) {
        n = split(line, part, "\001")
        for (i = 1; i <= n; i++)
            if (part[i] ~ /[a-z] [a-z]/)
                print (n == 1 ? "=" : "~") part[i]
    }
    # A statement goes on if a line ends with \, or in the middle of a string.
    function unfinished(text) {
        if (text ~ /\\\n$/)
            return 1
        while (gsub(/\$\([^()]*\)/, "", text))
            ;
        gsub(/"[^"]*"|'\''[^'\'']*'\''/, "", text)
        return text ~ /["'\'']/
    }
    /^(heading|tell|good|bad) / { on = 1; said = "" }
    on {
        said = said $0 "\n"
        if (!unfinished(said)) {
            on = 0
            strings(said)
        }
    }' "$1"
}

# not_in FILE: print the lines of stdin, as `lines` prints them, that the
# transcript in FILE does not have
not_in() {
    awk '
        FNR == NR { text = text "\n" $0; next }
        /^=/ && !index(text "\n", "\n" substr($0, 2) "\n") ||
            /^~/ && !index(text, substr($0, 2)) { print substr($0, 2) }
    ' "$1" -
}

mkdir "$tmp/ladder" "$tmp/proc" "$tmp/fail" "$tmp/data" "$tmp/wire" \
    "$tmp/watch" "$tmp/yours"
# zh.t compares the Chinese pages with these.
# shellcheck disable=SC2046  # no page has a space in its name
transcripts $(printf "%s\n" ch05/*.md ch05/*/*.md | grep -v '\.zh\.md$')
sed -n '/^\$ make demo$/,/^\$ make test/p' README.md >"$tmp/ladder/zombies"
for file in "$tmp"/*/*; do
    name=${file#"$tmp/"}
    lab=tests/$name.t
    [ -f "$lab" ] || continue
    lines "$lab" >"$tmp/said"
    [ -s "$tmp/said" ] || continue
    try="make demo LAB=$name    # then copy its output to the page"
    check "$name: lines that are not in the transcript" '' \
        "$(not_in "$file" <"$tmp/said")"
done
check_range 'transcripts' 40 200 "$checks"

# A lesson of make grade stands in a transcript as in its script.
try='grep -n "# lesson: " tests/grade/*.sh'
cat ch05/README.md ch05/yours/README.md >"$tmp/pages"
sed -n '/^    [$] make grade/,/^$/p' "$tmp/pages" | sed -nE \
    's/^    ([a-z-]+)  +([^ ].*[^ ])  +(ok|FAIL .*)$/\1:\2/p' >"$tmp/lessons"
check_range 'lessons in transcripts' 4 99 "$(grep -c . "$tmp/lessons")"
check 'lessons that are not as their scripts say' '' \
    "$(while IFS=: read -r name text; do
        grep -qxF "# lesson: $text" tests/grade/server-*-"$name.sh" ||
            echo "$name: $text"
    done <"$tmp/lessons")"

# TEACHING shows two lines of a diff.
try='diff ch05/server-v2.c ch05/server-v3.c'
if have diff 'the two lines of the diff'; then
    check 'the two lines of the diff' \
        "$(sed -n 's/^    \([<>] .*wait.*\)/\1/p' ch05/TEACHING.md)" \
        "$(diff ch05/server-v2.c ch05/server-v3.c |
            grep -E 'wait\(|waitpid\(')"
fi

# The programs of ch05/proc print "pid PID parent PPID: TEXT". Each TEXT in a
# transcript begins as a format of these programs does.
grep -oh '"[^"]*"' ch05/proc/*.c | sed -e 's/^"//; s/"$//' \
    -e 's/pid %d parent %d: //; s/\\n//g' -e 's/[]$.*^[]/\\&/g' \
    -e 's/%[a-z]*/.*/g; s/^/^/' | grep '[a-z][a-z]' >"$tmp/formats"
check_range 'formats of the programs of ch05/proc' 40 300 \
    "$(grep -c . "$tmp/formats")"
try='grep -rn TEXT ch05/proc'
check 'lines of a transcript that no program of ch05/proc prints' '' \
    "$(sed -n 's/^ *pid [0-9]* parent [0-9]*: //p' "$tmp"/proc/* |
        grep -vf "$tmp/formats")"
finish_tests
