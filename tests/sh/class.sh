# shellcheck shell=sh disable=SC2154
# class.sh: the functions that ask a class. A test and a demo show none of it.
#
# In a class, what a lab shows is collected in $tmp/screen. A page of it appears
# when the lab asks, when it answers, and at its end. So nothing scrolls away.

CLASS=${CLASS:-}                # not empty: ask; make class sets it
waits=''                        # not empty: at a terminal, each step waits
[ -z "$CLASS" ] || ! [ -t 0 ] || ! [ -t 1 ] || waits=1
LESSON=${LESSON:-.lesson}       # the file that keeps how the predictions were
right=0 wrong=0 passed=0
if [ -n "$CLASS" ]; then
    title="$(basename "$0" .t): $(sed -n 's/^# lab: //p' "$here")"
    : >"$tmp/screen"
    [ -n "$waits" ] || printf '%s\n\n' "$title"
fi

# in_class COMMAND...: run the command only in a class
in_class() {
    [ -z "$CLASS" ] || "$@"
}

# ask QUESTION HINT ANSWER...: ask the class for its prediction. An ANSWER is a
# value, or 'VALUE|what one may think'. Three to five of them.
ask() {
    question=$1 hint=$2 prediction=''
    shift 2
    # A line "KEY|VALUE|TEXT" each. If all are numbers, the values are the keys.
    printf '%s\n' "$@" | awk -F '|' '
        { value[NR] = $1; text[NR] = $2; if ($1 !~ /^[0-9]+$/) words = 1 }
        END { for (i = 1; i <= NR; i++)
            print (words ? i : value[i]) "|" value[i] "|" text[i] }
    ' >"$tmp/answers"
    [ -n "$CLASS" ] || return 0
    {
        where_to_look
        [ ! -s "$tmp/screen" ] && [ -z "$look" ] || echo
        echo "$bold$(fill_lines "$question")$plain"
        awk -F '|' '{
            print "    " ($1 == $2 ? "" : $1 ") ") $2 ($3 ? ": " $3 : "")
        }' "$tmp/answers"
    } >"$tmp/asked"
    turn_pages $(($(wc -l <"$tmp/asked") + 2))
    cat "$tmp/screen" "$tmp/asked" >"$tmp/question"
    : >"$tmp/screen"
    show_page "$tmp/question"
    [ -z "$waits" ] || predict
}

# predict: read the prediction; its value is in $prediction, which is empty if
# the class passes
predict() {
    keys=$(cut -d '|' -f 1 "$tmp/answers" | paste -s -d ' ' -)
    while :; do
        type_one "$keys (? a hint, Enter passes, b again, q ends): "
        prediction=$(awk -F '|' -v key="$typed" '$1 "" == key { print $2 }' \
            "$tmp/answers")
        if [ -z "$typed" ] || [ -n "$prediction" ]; then break; fi
        show_page "$tmp/question"
        case $typed in
            '?') fill_lines "Hint: $hint" ;;
            b) ;;
            *) echo "Please type one of: $keys" ;;
        esac
    done
    echo 'We measure ...'
}

# answer VALUE WHY SECTION: VALUE was measured just now. Compare the prediction
# with it, then say why it is so, and which SECTION to read.
answer() {
    cut -d '|' -f 2 "$tmp/answers" | grep -qxF -e "$1" ||
        check "$question" "$(cut -d '|' -f 2 "$tmp/answers")" "$1"
    [ -n "$CLASS" ] || return 0
    case $prediction in
        '') verdict="It is: $bold$1$plain." passed=$((passed + 1)) ;;
        "$1") verdict="${green}Right. You said: $prediction. It is: $1.$plain"
            right=$((right + 1)) ;;
        *) verdict="${red}Wrong. You said: $prediction. It is: $1.$plain"
            wrong=$((wrong + 1)) ;;
    esac
    turn_pages 2
    { cat "$tmp/screen"; echo; echo "$verdict"; } >"$tmp/answered"
    : >"$tmp/screen"
    show_page "$tmp/answered"
    press_enter "$tmp/answered"
    {
        [ -z "$waits" ] || echo
        fill_lines "$2"
        fill_lines "Read: $3"
    } >"$tmp/why"
    [ -n "$waits" ] || : >"$tmp/answered"
    cat "$tmp/why" >>"$tmp/answered"
    if [ "$(wc -l <"$tmp/answered")" -gt 19 ]; then
        { echo "$verdict"; cat "$tmp/why"; } >"$tmp/answered"
    fi
    show_page "$tmp/answered"
    press_enter "$tmp/answered"
}

# finish_class: the end of the lab: the last page, and how many predictions were
# right. At a terminal, $LESSON keeps it.
finish_class() {
    [ -n "$CLASS" ] || return 0
    turn_pages 2
    [ ! -s "$tmp/screen" ] || show_page "$tmp/screen"
    [ -n "$waits" ] || return 0
    [ ! -s "$tmp/screen" ] || echo
    echo "Right: $right. Wrong: $wrong. Passed: $passed."
    name=${here#tests/}
    echo "${name%.t} $right $wrong $passed" 2>/dev/null >>"$LESSON" ||
        echo "This is not kept: $LESSON cannot be written."
}

# where_to_look: what to type in a second terminal while the lab waits
where_to_look() {
    look=
    [ -n "$waits" ] && [ "$(alive "${server:-0}")" != no ] || return 0
    look="cat /proc/net/tcp    # the port is :$(printf %04X "$port")"
    for tool in 'netstat -an' 'ss -tan'; do
        ! command -v "${tool% *}" >/dev/null || look="$tool | grep $port"
    done
    [ ! -s "$tmp/screen" ] || echo
    echo "In a second terminal (the server is process $server, port $port):"
    echo "    ps -eo pid,ppid,stat,args | grep $server"
    echo "    $look"
    ! grep -q '^watch:' Makefile ||
        echo "    make watch PORT=$port"
}

# fill_lines TEXT: prints it in lines for the screen
fill_lines() {
    printf '%s\n' "$(printf %s "$1" | tr -s ' \n' ' ' | fold -s -w 78 |
        sed 's/ $//')"
}

# show_page FILE: print it, at a terminal on an empty screen, below the lab's
# name
show_page() {
    if [ -n "$waits" ]; then
        printf '\033[H\033[2J%s\n\n' "$bold$title$plain"
    fi
    cat "$1"
    echo
}
# turn_pages LINES: show pages of the screen until there is room below for so
# many lines
turn_pages() {
    while [ -n "$waits" ] && [ -s "$tmp/screen" ] &&
        [ $(($(wc -l <"$tmp/screen") + $1)) -gt 19 ]; do
        sed 19q "$tmp/screen" >"$tmp/page"
        sed 1,19d "$tmp/screen" >"$tmp/rest"
        mv "$tmp/rest" "$tmp/screen"
        show_page "$tmp/page"
        press_enter "$tmp/page"
    done
}

# press_enter FILE: wait for Enter; b shows the question again, then FILE
press_enter() {
    [ -n "$waits" ] || return 0
    while type_one 'Enter goes on (b shows the question again, q ends): '; do
        if [ "$typed" != b ] || ! [ -e "$tmp/question" ]; then break; fi
        show_page "$tmp/question"
        type_one 'Enter goes back: '
        show_page "$1"
    done
}

# type_one PROMPT: what is typed is in $typed; q ends the lab
type_one() {
    typed=$(tests/tool/typed "$1") || typed=q
    [ "$typed" = q ] || return 0
    [ "$CLASS" != lesson ] || exit 3    # the lesson does not go on
    exit 0
}

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
