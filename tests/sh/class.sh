# shellcheck shell=sh disable=SC2034,SC2154
# class.sh: the functions that ask a class. A test and a demo show none of it.
#
# In a class, what a lab shows is collected in $tmp/screen. A page of it appears
# when the lab asks, when it answers, and at its end. So nothing scrolls away.
# The title does not give the answer away: it is "# title: " of the lab until
# the last answer, and "# lab: " after it.

. tests/sh/screen.sh

CLASS=${CLASS:-}                # not empty: ask; make class sets it
QUIZ=${QUIZ:-}                  # not empty: the file for the questions
waits=''                        # not empty: at a terminal, each step waits
LESSON=${LESSON:-.lesson}       # the file that keeps how the predictions were
SEED=${SEED:-}                  # decides the order of the options
right=0 wrong=0 passed=0
ask_more=''
room=19                         # lines of a page
typed_file=$tmp/typed

# lab_header NAME: prints the lab's line "# NAME: TEXT". A line that begins with
# "#" and two spaces continues it.
lab_header() {
    awk -v name="# $1: " '
        index($0, name) == 1 { text = substr($0, length(name) + 1); on = 1 }
        index($0, name) == 1 { next }
        on && sub(/^#  +/, "") { text = text " " $0; next }
        { on = 0 }
        END { print text }' "$here"
}

if [ -n "$CLASS$QUIZ" ]; then
    lab_name=${here#tests/}
    lab_name=${lab_name%.t}
    asked=0 asks=$(lab_header questions)
    asks=${asks:-$(grep -c '^ *ask ' "$here")}
    lab_title=$(lab_header title)
    lab_title="${lab_name#*/}: ${lab_title:-$(lab_header lab)}"
    lab_keep=$(lab_header keep)
    lab_unp=$(lab_header unp)
    : >"$tmp/screen"
    : >"$tmp/context"
fi
if [ -n "$CLASS" ]; then
    if [ -t 0 ] && [ -t 1 ]; then
        waits=1
        if ! (: </dev/tty) 2>/dev/null; then
            echo 'make class: there is no terminal to type on' \
                '(/dev/tty cannot be opened)' >&2
            rm -rf "$tmp"
            exit 1
        fi
    else
        printf '%s\n' 'There is no terminal, so nobody is asked, and nothing' \
            'waits. These are the questions and the answers.' ''
        printf '%s\n\n' "$lab_title"
    fi
fi

# in_class COMMAND...: run the command only in a class. For a quiz, what it
# tells comes before the question.
in_class() {
    if [ -n "$CLASS" ]; then
        "$@"
    elif [ -n "$QUIZ" ] && [ "$1" = tell ]; then
        shift
        printf '%s\n' "$@" >>"$tmp/context"
    fi
}

# ask QUESTION HINT ANSWER...: ask the class for its prediction. An ANSWER is a
# value, or 'VALUE|what one may think'. Three to five of them, and the result
# can be only one of them.
ask() {
    question=$1 hint=$2 prediction=''
    shift 2
    order=0
    [ -z "$CLASS$QUIZ" ] || order=$(seed_of "$question")
    # A line "KEY|VALUE|TEXT" each. If all are numbers, the values are the keys.
    # Otherwise the keys are letters, in a random order.
    printf '%s\n' "$@" | awk -F '|' -v seed="$order" '
        BEGIN { x = seed % 2147483646 + 1 }
        function below(n) {             # a random number from 1 to n
            x = x * 16807 % 2147483647
            return int(x / 2147483647 * n) + 1
        }
        { line[NR] = $1 "|" $2; if ($1 !~ /^[0-9]+$/) words = 1 }
        END {
            for (i = NR; words && seed && i > 1; i--) {
                j = below(i)
                other = line[i]
                line[i] = line[j]
                line[j] = other
            }
            for (i = 1; i <= NR; i++) {
                key = line[i]
                sub(/[|].*/, "", key)
                print (words ? substr("abcdefgh", i, 1) : key) "|" line[i]
            }
        }' >"$tmp/answers"
    [ -z "$QUIZ" ] || quiz_question
    [ -n "$CLASS" ] || return 0
    asked=$((asked + 1))
    measure_page
    where_to_look
    question_page
    # The question is more important than where to look.
    if [ "$(wc -l <"$tmp/asked")" -gt $((room - 1)) ]; then
        : >"$tmp/look"
        question_page
    fi
    turn_pages $(($(wc -l <"$tmp/asked") + 1))
    cat "$tmp/screen" "$tmp/asked" >"$tmp/question"
    : >"$tmp/screen"
    show_page "$tmp/question"
    [ -z "$waits" ] || predict
}

# seed_of TEXT: prints a number that decides the order of these options: the
# same one each time if SEED is set, whatever the pids in the text are
seed_of() {
    text=$(printf '%s' "$lab_name $1" | tr -d 0-9)
    printf '%s' "${SEED:-$$ $(date +%s)} $text" | cksum | cut -d ' ' -f 1
}

# question_page: what comes below what the lab has shown
question_page() {
    {
        [ ! -s "$tmp/screen" ] || echo
        if [ -s "$tmp/look" ]; then
            cat "$tmp/look"
            echo
        fi
        fill_lines "$question" | sed "s/^/$bold/; s/\$/$plain/"
        show_options
    } >"$tmp/asked"
}

# show_options: prints a line for each option
show_options() {
    awk -F '|' '{
        print "    " ($1 == $2 ? "" : $1 ") ") $2 ($3 ? ": " $3 : "")
    }' "$tmp/answers" | fit_lines
}

# predict: read the prediction; its value is in $prediction, which is empty if
# the class passes. Then call the function $ask_more, if there is one.
predict() {
    keys=$(cut -d '|' -f 1 "$tmp/answers" | paste -s -d ' ' -)
    while :; do
        type_one "$keys (? a hint, Enter passes, r again, q ends): "
        # A value that is typed as itself counts, too.
        prediction=$(awk -F '|' -v typed="$typed" '
            $2 "" == typed { exact = $2 "" }
            $1 "" == tolower(typed) { key = $2 "" }
            END { print (exact != "" ? exact : key) }' "$tmp/answers")
        if [ -z "$typed" ] || [ -n "$prediction" ]; then break; fi
        show_page "$tmp/question"
        case $typed in
            '?') fill_lines "Hint: $hint" ;;
            r) ;;
            *) echo "Please type one of: $keys" ;;
        esac
    done
    ${ask_more:-:}
    echo 'We measure ...'
}

# answer VALUE WHY [PLACE]: VALUE was measured just now. Compare the prediction
# with it, then say why it is so, and where to read more: in the sections of the
# lab's line "# unp: ", and in PLACE.
answer() {
    cut -d '|' -f 2 "$tmp/answers" | grep -qxF -e "$1" ||
        check "$question" "$(cut -d '|' -f 2 "$tmp/answers")" "$1"
    [ -z "$QUIZ" ] || quiz_answer "$@"
    [ -n "$CLASS" ] || return 0
    case $prediction in
        '') verdict="It is: $1." passed=$((passed + 1)) mark=$bold ;;
        "$1") verdict="Right. You said: $prediction. It is: $1." mark=$green
            right=$((right + 1)) ;;
        *) verdict="Wrong. You said: $prediction. It is: $1." mark=$red
            wrong=$((wrong + 1)) ;;
    esac
    [ "$asked" -lt "$asks" ] || lab_title="${lab_name#*/}: $(lab_header lab)"
    echo "$verdict" | fit_lines | sed "s/^/$mark/; s/\$/$plain/" >"$tmp/verdict"
    measure_page
    turn_pages $(($(wc -l <"$tmp/verdict") + 1))
    { cat "$tmp/screen"; echo; cat "$tmp/verdict"; } >"$tmp/answered"
    : >"$tmp/screen"
    show_page "$tmp/answered"
    press_enter "$tmp/answered"
    {
        [ -z "$waits" ] || echo
        fill_lines "$2"
        fill_lines "Read: $(sources "${3:-}")"
    } >"$tmp/why"
    [ -n "$waits" ] || : >"$tmp/answered"
    cat "$tmp/why" >>"$tmp/answered"
    measure_page
    if [ "$(wc -l <"$tmp/answered")" -gt "$room" ]; then
        cat "$tmp/verdict" "$tmp/why" >"$tmp/answered"
    fi
    show_page "$tmp/answered"
    press_enter "$tmp/answered"
}

# sources PLACE: prints what to read
sources() {
    case $lab_unp in
        [0-9]*) set -- "UNP $lab_unp" "$1" ;;
        *) set -- "$lab_unp" "$1" ;;
    esac
    echo "$1${1:+${2:+; }}$2"
}

# finish_class: the end of the lab: the last page, and how many predictions were
# right. At a terminal, $LESSON keeps it.
finish_class() {
    [ -n "$CLASS" ] || return 0
    measure_page
    fill_lines "${lab_keep:+Keep in mind: $lab_keep}" >"$tmp/keep"
    turn_pages $(($(wc -l <"$tmp/keep") + 2))
    {
        cat "$tmp/screen"
        if [ -n "$lab_keep" ] && [ "$asked" -gt 0 ]; then
            [ ! -s "$tmp/screen" ] || echo
            sed "s/^/$bold/; s/\$/$plain/" "$tmp/keep"
        fi
    } >"$tmp/last"
    [ ! -s "$tmp/last" ] || show_page "$tmp/last"
    [ -n "$waits" ] || return 0
    echo "Right: $right. Wrong: $wrong. Passed: $passed."
    echo "$lab_name $right $wrong $passed" 2>/dev/null >>"$LESSON" ||
        echo "This is not kept: $LESSON cannot be written."
}

# where_to_look: what to type in a second terminal while the lab waits. The
# sockets of another host cannot be seen there.
where_to_look() {
    : >"$tmp/look"
    [ -n "$waits" ] && [ -n "${port:-}" ] && [ -z "${UNP_NETNS:-}" ] &&
        [ "$(alive "${server:-0}")" != no ] || return 0
    look="cat /proc/net/tcp    # the port is :$(printf %04X "$port")"
    for tool in 'netstat -an' 'ss -tan'; do
        ! command -v "${tool% *}" >/dev/null || look="$tool | grep $port"
    done
    {
        echo "In a second terminal (the server is process $server, port $port):"
        echo "    ps -eo pid,ppid,stat,args | grep $server"
        echo "    $look"
        ! grep -q '^watch:' Makefile || echo "    make watch PORT=$port"
    } >"$tmp/look"
}

# show_page FILE: print it, at a terminal on an empty screen, below the lab's
# name
show_page() {
    if [ -n "$waits" ]; then
        printf '\033[H\033[2J%s\n\n' "$bold$lab_title$plain"
    fi
    cat "$1"
    echo
}
# turn_pages LINES: show pages of the screen until there is room below for so
# many lines
turn_pages() {
    fit_lines <"$tmp/screen" >"$tmp/rest"
    mv "$tmp/rest" "$tmp/screen"
    while [ -n "$waits" ] && [ -s "$tmp/screen" ] &&
        [ $(($(wc -l <"$tmp/screen") + $1)) -gt "$room" ]; do
        end=$(page_end)
        sed "${end}q" "$tmp/screen" >"$tmp/page"
        sed "1,${end}d" "$tmp/screen" >"$tmp/rest"
        mv "$tmp/rest" "$tmp/screen"
        show_page "$tmp/page"
        press_enter "$tmp/page"
    done
}

# page_end: prints how many lines of the screen fit on a page, or some fewer, so
# that the next page does not begin in the middle of a sentence
page_end() {
    awk -v most="$room" '
        { line[NR] = $0 }
        END {
            end = NR < most ? NR : most
            while (most - end < 3) {
                text = line[end + 1]
                sub(/^\033\[[0-9;]*m/, "", text)
                if (text !~ /^[a-z]/)
                    break
                end--
            }
            print end
        }' "$tmp/screen"
}

# press_enter FILE: wait for Enter; r shows the question again, then FILE
press_enter() {
    [ -n "$waits" ] || return 0
    while type_one 'Enter goes on (r shows the question again, q ends): '; do
        if [ "$typed" != r ] || ! [ -e "$tmp/question" ]; then break; fi
        show_page "$tmp/question"
        type_one 'Enter goes back: '
        show_page "$1"
    done
}

# type_one PROMPT: what is typed is in $typed; q ends the lab
type_one() {
    our_own=$(for p in $(children $$); do echo "$p:$(start_time "$p")"; done)
    read_typed "$1" || typed=q
    [ "$typed" = q ] || return 0
    [ "$CLASS" != lesson ] || kill -0 $PPID 2>/dev/null || rm -rf "$LESSON_DIR"
    [ "$CLASS" != lesson ] || exit 3    # the lesson does not go on
    exit 0
}

# abandoned: this shell was killed, so its trap has not run: end what it has
# started
abandoned() {
    for p in $our_own; do
        case $p in
            *:) ;;              # without a start time: it may be another one
            *:"$(start_time "${p%:*}")")
                # shellcheck disable=SC2046  # a word for each child
                kill -KILL $(children "${p%:*}") "${p%:*}" 2>/dev/null ;;
        esac
    done
    rm -rf "$tmp"
}

# --- a quiz: the questions on paper -----------------------------------------

# quiz_question: add the question to $QUIZ. After the last one the lab ends,
# unless the answers are wanted.
quiz_question() {
    asked=$((asked + 1))
    {
        echo '@question'
        cat "$tmp/context"
        fill_lines "$question" 74
        awk -F '|' '{
            print "    " substr("abcdefgh", NR, 1) ") " $2 ($3 ? ": " $3 : "")
        }' "$tmp/answers" | fit_lines
    } >>"$QUIZ"
    : >"$tmp/context"
    [ -n "${KEY:-}" ] || [ "$asked" -lt "$asks" ] || exit 0
}

# quiz_answer VALUE WHY [PLACE]: add the answer
quiz_answer() {
    : >"$tmp/context"
    {
        echo '@answer'
        awk -F '|' -v value="$1" '$2 "" == value {
            print substr("abcdefgh", NR, 1) ") " $2
        }' "$tmp/answers" | fit_lines
        fill_lines "$2 Read: $(sources "${3:-}")" 74 | sed 's/^/    /'
    } >>"$QUIZ"
}

# --- ports that a class can type ---------------------------------------------

# unused_port PORT: prints the first port from PORT on that has no socket. Each
# class leaves ports in TIME_WAIT, so there may be many: read the table once.
unused_port() {
    if [ "$PROBE" = proc ]; then
        table=$(cat /proc/net/tcp) form=%04X
    else
        table=$(netstat -an) form=%d
    fi
    p=$1
    # shellcheck disable=SC2059  # the format depends on the table
    while used=$(printf "$form" "$p"); do
        case $table in *[.:]"$used "*) ;; *) break ;; esac
        p=$((p + 1))
    done
    echo "$p"
}

# port_taken NAME: true if another process has taken the port meanwhile
port_taken() {
    wait_for yes has_output "$1"
    grep -q "bind: $(reason EADDRINUSE)\$" "$tmp/$1.err"
}
