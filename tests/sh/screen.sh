# shellcheck shell=sh disable=SC2034,SC2154
# screen.sh: lines for a screen of 80 columns, and what somebody types below
# them. class.sh and lesson.sh use it.

# measure_page: sets $room, the number of lines of a page. Beside them it has a
# title, two empty lines and the prompt.
measure_page() {
    rows=$(stty size 2>/dev/null </dev/tty | cut -d ' ' -f 1)
    [ "${rows:-0}" -gt 0 ] || rows=24
    [ "$rows" -ge 12 ] || rows=12
    room=$((rows - 5))
}

# fit_lines: copies stdin; a line of more than 80 columns continues on the next
# line. No word is broken, and colours take no columns.
fit_lines() {
    awk -v esc="$(printf '\033')" '
        function columns(text) {
            gsub(esc "\\[[0-9;]*m", "", text)
            return length(text)
        }
        columns($0) <= 80 { print; next }
        {
            match($0, /^ */)
            indent = line = substr($0, 1, RLENGTH)
            n = split($0, word, " ")
            for (i = 1; i <= n; i++) {
                if (line != indent && columns(line " " word[i]) > 80) {
                    print line
                    line = indent
                }
                line = line (line == indent ? "" : " ") word[i]
            }
            print line
        }'
}

# fill_lines TEXT [COLUMNS]: prints it in lines of at most 78 columns
fill_lines() {
    printf '%s\n' "$1" | tr -s ' \n' ' ' | awk -v most="${2:-78}" '{
        for (i = 1; i <= NF; i++) {
            if (length(line " " $i) > most && line != "") {
                print line
                line = ""
            }
            line = line (line == "" ? "" : " ") $i
        }
        print line
    }'
}

# read_typed PROMPT: prints the prompt on the terminal; the line that is typed
# is in $typed. Returns 1 at the end of file, 2 if there is no terminal to type
# on, 3 if the program that has started this shell is gone. A shell runs a trap
# only when its command has ended, but wait ends at once, so the program that
# reads runs in the background; $typist is its pid. If this shell is gone, it
# calls abandoned.
read_typed() {
    {
        tests/tool/typed "$1" $$ $PPID
        code=$?
        [ $code -ne 3 ] || kill -0 $$ 2>/dev/null || abandoned
        exit $code
    } >"$typed_file" &
    typist=$!
    wait "$typist"
    set -- $?
    typist=
    typed=$(cat "$typed_file")
    return "$1"
}
