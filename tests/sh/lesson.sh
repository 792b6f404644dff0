# shellcheck shell=sh disable=SC2154
# lesson.sh: the labs that ask, in order, as one lesson; run.sh reads this file.
# The file $LESSON has a line "LAB RIGHT WRONG PASSED" for each lab that came to
# its end.

export LESSON="${LESSON:-.lesson}"
labs=$(mktemp "${TMPDIR:-/tmp}/unp-lesson.XXXXXX") || exit 1
trap 'rm -f "$labs"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# show_labs FIRST LAST: these labs of the lesson, with a ">" at lab $next. "+"
# marks a lab whose predictions were all right, "-" one to see again.
show_labs() {
    [ -z "$waits" ] || printf '\033[H\033[2J'
    echo '      min   + all predictions were right; - see it again;' \
        'x cannot be shown here'
    { sed 's/^/done /' "$LESSON" 2>/dev/null; cat "$labs"; } |
        awk -F '|' -v next_lab="$next" -v first="$1" -v last="$2" '
            /^done / {
                split($0, word, " ")
                mark[word[2]] = word[4] + word[5] ? "-" : word[3] ? "+" : "x"
                next
            }
            { labs++; sum += $3 }
            labs >= first && labs <= last {
                title = $4
                if (length(title) > 69) {
                    title = substr(title, 1, 66)
                    sub(/ [^ ]*$/, " ...", title)
                }
                printf "%s%2d %1s %3d  %s\n", labs == next_lab ? ">" : " ",
                    labs, mark[$2], $3, title
            }
            END { printf "\n%d labs, %d minutes. ", labs, sum }'
}

# next_undone: prints the number of the first lab that is not done, or 1
next_undone() {
    while IFS='|' read -r number lab _; do
        grep -q "^$lab " "$LESSON" 2>/dev/null || { echo "$number"; return; }
    done <"$labs"
    echo 1
}

# farewell: how many predictions were right, and which labs to see again. What
# counts is the last time that a lab was done.
farewell() {
    [ -s "$LESSON" ] || return 0
    echo
    awk '
        { right[$1] = $2; all[$1] = $2 + $3 + $4; order[$1] = NR }
        END {
            for (lab in right) {
                labs += all[lab] > 0; rights += right[lab]; sum += all[lab]
            }
            printf "%d of %d predictions were right, in %d labs.\n", rights,
                sum, labs
        }' "$LESSON"
    again=$(awk '
        { again[$1] = $3 + $4 }
        END { for (lab in again) if (again[lab]) print lab }
    ' "$LESSON" | sort | paste -s -d ' ' - | fold -s -w 60 |
        sed '2,$s/^/              /')
    [ -z "$again" ] || echo "To see again: $again"
    echo "$LESSON keeps this. Remove it, and the lesson begins again."
}

# run_lessons: show the labs, and run one after the other
run_lessons() {
    # A line "NUMBER|FOLDER/NAME|MINUTES|NAME: TITLE" for each lab that asks.
    each_lab | awk -F '|' '$2 { print ++number "|" $0 }' >"$labs"
    count=$(($(wc -l <"$labs")))
    waits='' next=0
    if ! [ -t 0 ] || ! [ -t 1 ]; then
        show_labs 1 "$count"
        echo 'To run one: make class LAB=NAME'
        return
    fi
    waits=1 message=''
    next=$(next_undone)
    while [ "$next" -le "$count" ]; do
        first=$((next - (next - 1) % 16))
        show_labs "$first" $((first + 15))
        typed=$(tests/tool/typed "$message
Enter runs lab $next; type the number of another; n and p turn pages; q ends: "
        ) || break
        message=''
        case $typed in
            '') run_lab ;;
            q) break ;;
            n) [ $((first + 16)) -gt "$count" ] || next=$((first + 16)) ;;
            p) [ "$first" -eq 1 ] || next=$((first - 16)) ;;
            *)
                if cut -d '|' -f 1 "$labs" | grep -qxF -e "$typed"; then
                    next=$typed
                    run_lab
                else
                    message="There is no lab '$typed'."
                fi ;;
        esac
    done
    farewell
}

# run_lab: run lab $next; after it the next one is next, unless q has ended it
run_lab() {
    lab=$(sed -n "s/^$next|\([^|]*\)|.*/\1/p" "$labs")
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    CLASS=lesson DEMO=1 ${TEST_SH:-sh} "tests/$lab.t"
    [ $? -ne 3 ] || return 0
    tests/tool/typed 'Enter goes back to the lesson: ' >/dev/null
    next=$((next + 1))
}
