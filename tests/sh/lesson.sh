# shellcheck shell=sh disable=SC2154
# lesson.sh: the labs that ask, in order, as one lesson, and their questions on
# paper; run.sh reads this file. The file $LESSON has a line "LAB RIGHT WRONG
# PASSED" for each lab that came to its end.

. tests/sh/screen.sh

export LESSON="${LESSON:-.lesson}"
work=$(mktemp -d "${TMPDIR:-/tmp}/unp-lesson.XXXXXX") || exit 1
labs=$work/labs typed_file=$work/typed
typist='' running=''
trap 'end_lesson' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 131' QUIT
trap 'exit 143' TERM

# end_lesson: end what runs now, and remove the files
end_lesson() {
    trap '' HUP INT QUIT TERM
    [ -z "$running$typist" ] || {
        # shellcheck disable=SC2086  # a word for each pid
        kill -TERM $running $typist
        wait
    } 2>/dev/null
    rm -rf "$work"
}

# abandoned: this shell was killed, see class.sh. No process of it stays. While
# a lab runs, that lab removes the folder.
abandoned() {
    rm -rf "$work"
}
export LESSON_DIR="$work"

# find_labs: write a line "NUMBER|FOLDER/NAME|MINUTES|NAME|TITLE|KEEP" into
# $labs for each lab that asks. The TITLE does not give the answer away.
find_labs() {
    # A line that begins with "#" and two spaces continues a text.
    each_lab | awk -F '|' '$2' >"$work/asking"
    # shellcheck disable=SC2046  # a word for each lab
    awk -F '|' '
        FNR == 1 { file++ }
        file == 1 { lab[FNR] = $1; minutes[$1] = $2; count = FNR; next }
        FNR == 1 { current = lab[file - 1] }
        /^# (title|keep|lab): / {
            key = substr($0, 3, index($0, ":") - 3)
            text[current, key] = substr($0, index($0, ":") + 2)
            next
        }
        key != "" && sub(/^#  +/, "") {
            text[current, key] = text[current, key] " " $0
            next
        }
        { key = "" }
        END {
            for (i = 1; i <= count; i++) {
                name = lab[i]
                sub(/.*\//, "", name)
                same[name]++
            }
            for (i = 1; i <= count; i++) {
                name = lab[i]
                sub(/.*\//, "", name)
                if (same[name] > 1)
                    name = lab[i]
                title = text[lab[i], "title"]
                if (title == "")
                    title = text[lab[i], "lab"]
                print i "|" lab[i] "|" minutes[lab[i]] "|" name "|" title "|" \
                    text[lab[i], "keep"]
            }
        }' "$work/asking" $(sed 's/|.*//; s|.*|tests/&.t|' "$work/asking") \
        >"$labs"
    count=$(($(wc -l <"$labs")))
}

# show_labs LINES: show the page of the lesson with lab $next; a page has at
# most so many lines, or all labs if LINES is 0. "+" marks a lab whose
# predictions were all right, "-" one to see again; below a lab that is done
# stands its sentence to keep. $previous and $following are the first labs of
# the pages before and after this one.
show_labs() {
    {
        sed 's/^/done /' "$LESSON" 2>/dev/null
        cat "$labs"
    } | awk -F '|' -v next_lab="$next" -v most="$1" '
        /^done / {
            split($0, word, " ")
            mark[word[2]] = word[4] + word[5] ? "-" : word[3] ? "+" : "x"
            next
        }
        {
            labs++
            sum += $3
            done = $2 in mark
            line = sprintf("%s%2d %1s %3d  %-19s %s\n",
                labs == next_lab ? ">" : " ", labs, done ? mark[$2] : "", $3,
                $4, $5)
            size = 1
            if (done && $6) {
                n = split($6, word, " ")
                part = "          "
                for (i = 1; i <= n; i++) {
                    if (length(part " " word[i]) > 79) {
                        line = line part "\n"
                        size++
                        part = "          "
                    }
                    part = part " " word[i]
                }
                line = line part "\n"
                size++
            }
            if (labs == 1 || most && used + size > most) {
                pages++
                first[pages] = labs
                used = 0
            }
            used += size
            page[pages] = page[pages] line
            if (labs == next_lab)
                shown = pages
        }
        END {
            if (!shown)
                shown = 1
            printf "%s\n%d labs, %d minutes.\n", page[shown], labs, sum
            print "@", first[(shown > 1) ? shown - 1 : 1],
                first[(shown < pages) ? shown + 1 : shown]
        }' >"$work/page"
    # shellcheck disable=SC2046  # two numbers
    set -- $(sed -n 's/^@ //p' "$work/page")
    previous=$1 following=$2
    [ -z "$waits" ] || printf '\033[H\033[2J'
    echo '      min   + all predictions were right; - see it again;' \
        'x cannot be shown here'
    sed '$d' "$work/page"
}

# next_undone: prints the number of the first lab that is not done, or 1
next_undone() {
    while IFS='|' read -r number lab _; do
        grep -q "^$lab " "$LESSON" 2>/dev/null || { echo "$number"; return; }
    done <"$labs"
    echo 1
}

# farewell: what to keep of the labs of today, how many predictions were right,
# and which labs to see again. What counts is the last time that a lab was done.
farewell() {
    [ -s "$LESSON" ] || return 0
    echo
    if [ -s "$work/today" ]; then
        echo 'Keep in mind:'
        awk -F '|' 'FNR == NR { today[$0]; next } $2 in today && $6 {
            print "    " $4 ": " $6
        }' "$work/today" "$labs" | fit_lines
        echo
    fi
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

# list_lessons: print all labs that ask
list_lessons() {
    find_labs
    waits='' next=0
    show_labs 0 >"$work/list"
    echo 'To run one: make class LAB=NAME' >>"$work/list"
    if [ -t 1 ]; then ${PAGER:-more} "$work/list"; else cat "$work/list"; fi
}

# run_lessons: show the labs, and run one after the other
run_lessons() {
    if ! [ -t 0 ] || ! [ -t 1 ]; then
        list_lessons
        return
    fi
    find_labs
    waits=1 message=''
    next=$(next_undone)
    while [ "$next" -le "$count" ]; do
        measure_page
        show_labs $((room - 2))
        read_typed "$message
Enter runs lab $next; or type a name or number; n, p: pages; q ends: "
        case $? in
            0) ;;
            2)
                echo
                echo 'make class: there is no terminal to type on' \
                    '(/dev/tty cannot be opened)' >&2
                exit 1 ;;
            *) break ;;
        esac
        message=''
        case $typed in
            '') run_lab ;;
            q) break ;;
            n) next=$following ;;
            p) next=$previous ;;
            *)
                number=$(find_lab "$typed")
                if [ -n "$number" ]; then
                    next=$number
                    run_lab
                else
                    message=$(no_lab "$typed")
                fi ;;
        esac
    done
    farewell
}

# find_lab NAME: prints the number of the lab with that number, or with that
# name (zombie, or proc/zombie) if there is only one
find_lab() {
    awk -F '|' -v wanted="$1" '
        $1 "" == wanted || $2 == wanted || $4 == wanted { print $1 }' "$labs" |
        sed 1q
}

# no_lab NAME: prints that there is no such lab, and which names are near
no_lab() {
    . tests/sh/near.sh
    near=$(cut -d '|' -f 4 "$labs" | near_names "$1")
    echo "There is no lab '$1'.${near:+ Near: $near}"
}

# run_lab: run lab $next; after it the next one is next, unless q has ended it
run_lab() {
    lab=$(sed -n "s/^$next|\([^|]*\)|.*/\1/p" "$labs")
    # In the background, as in read_typed, so that a signal ends it at once.
    # shellcheck disable=SC2086  # it may be two words: busybox sh
    CLASS=lesson DEMO=1 ${TEST_SH:-sh} "tests/$lab.t" </dev/tty &
    running=$!
    wait "$running"
    set -- $?
    running=
    [ "$1" -ne 3 ] || return 0
    echo "$lab" >>"$work/today"
    read_typed 'Enter goes back to the lesson: '
    next=$((next + 1))
}

# print_quiz [NAME]: print the questions of all labs, or of this one, as a sheet
# of paper; with KEY=1, the answers. The labs run meanwhile: the answers are
# measured, as in a class. The order of the options depends on SEED.
print_quiz() {
    export SEED="${SEED:-5}" KEY="${KEY:-}"
    find_labs
    if [ $# -gt 0 ]; then
        for lab in "$@"; do
            number=$(find_lab "$lab")
            if [ -z "$number" ]; then
                no_lab "$lab" >&2
                exit 2
            fi
            sed -n "${number}p" "$labs"
        done >"$work/some"
        mv "$work/some" "$labs"
    fi
    while IFS='|' read -r number lab _; do
        # shellcheck disable=SC2086  # it may be two words: busybox sh
        QUIZ=$work/quiz.$number DEMO=1 ${TEST_SH:-sh} "tests/$lab.t" \
            </dev/null >/dev/null 2>&1 &
        running="$running $!"
        # At most $jobs at the same time: wait for the oldest one.
        # shellcheck disable=SC2086  # a word for each pid
        set -- $running
        if [ $# -ge "$jobs" ]; then
            wait "$1"
            running=${running#" $1"}
        fi
    done <"$labs"
    wait
    running=
    print_sheet
}

# print_sheet: print what the labs have written
print_sheet() {
    if [ -n "$KEY" ]; then
        echo "Chapter 5, the answers (SEED=$SEED)"
    else
        printf '%-44s%s\n' "Chapter 5, questions (SEED=$SEED)" \
            'Name: ______________________________'
    fi
    total=0 missing=''
    while IFS='|' read -r number _ _ name title _; do
        if [ ! -s "$work/quiz.$number" ]; then
            missing="$missing $name"
            continue
        fi
        echo
        [ -n "$KEY" ] || echo "--- $name: $title" | fit_lines
        awk -v total="$total" -v key="$KEY" -v name="$name" '
            $0 == "@question" { total++; first = 1; answer = 0; next }
            $0 == "@answer" { answer = 1; first = 1; next }
            answer != (key != "") || $0 == "" { next }
            first && shown++ { print "" }
            first { printf "%2d. ", total; if (key) printf "%s: ", name }
            { print (first || /^    / || key ? "" : "    ") $0; first = 0 }
        ' "$work/quiz.$number"
        total=$((total + $(grep -c '^@question$' "$work/quiz.$number")))
    done <"$labs"
    [ -z "$missing" ] || {
        echo
        fill_lines "Not on this sheet (they cannot be shown here):$missing"
    }
}
