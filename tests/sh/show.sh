# shellcheck shell=sh disable=SC2154
# show.sh: the functions that show a demo. In a test they print nothing.

# Use colour only on a terminal, and not with NO_COLOR: https://no-color.org
if [ -n "$DEMO" ] && [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$(printf '\033[1m') red=$(printf '\033[1;31m')
    green=$(printf '\033[1;32m') plain=$(printf '\033[0m')
else
    bold='' red='' green='' plain=''
fi

# collect: copy stdin to stdout or, in a class, to the page that comes next
collect() {
    if [ -n "${CLASS:-}" ]; then cat >>"$tmp/screen"; else cat; fi
}

# tell LINE...: print lines for the class
tell() {
    [ -z "$DEMO" ] || printf '%s\n' "$@" | collect || unwritten
}

# unwritten: nobody sees the demo, because stdout is full or closed
unwritten() {
    echo "${0##*/}: stdout cannot be written" >&2
    exit 1
}

# heading LINE: print in bold what the lab does next
heading() {
    tell "$bold$1$plain"
}

# in_seconds N: prints N hundredths of a second as seconds: 51 is 0.51
in_seconds() {
    printf '%d.%02d\n' $(($1 / 100)) $(($1 % 100))
}

# good LINE, bad LINE: print a result, in green or in red
good() {
    tell "$green$1$plain"
}
bad() {
    tell "$red$1$plain"
}

# show_output NAME: print what the program launched as NAME has printed so far
show_output() {
    [ -z "$DEMO" ] || sed 's/^/    /' "$tmp/$1.out" "$tmp/$1.err" |
        collect
}

# show_processes PID...: print what ps prints about them and their children
show_processes() {
    [ -n "$DEMO" ] || return 0
    list=
    for p in "$@"; do
        list="$list $p $(children "$p" | tr '\n' ' ')"
    done
    if [ -z "$(lacks ps-args)" ]; then
        # A header ends with its -o: POSIX lets it have commas.
        # shellcheck disable=SC2086  # a word for each pid
        ps -o pid,ppid,stat -o wchan=WCHAN-WIDE-COLUMN -o args \
            -p "$(echo $list | tr ' ' ,)" |
            sed 's/WCHAN-WIDE-COLUMN/WCHAN            /'
    else
        printf '%7s %7s %s %s\n' PID PPID S COMMAND
        for p in $list; do
            processes 'pid == what { print pid, parent, state }' "$p" |
                while read -r id up s; do
                    printf '%7s %7s %s %s\n' "$id" "$up" "$s" \
                        "$(sed 's/^[0-9]* (\(.*\)) .*/\1/' "/proc/$p/stat")"
                done
        done
    fi | sed 's/^/    /' | cut -c 1-80 | collect
}

# show_sockets PORT: print what ss prints about the sockets with that port
show_sockets() {
    [ -n "$DEMO" ] || return 0
    if command -v ss >/dev/null; then
        ss -tan "( sport = :$1 or dport = :$1 )"
    else
        echo 'State        Recv-Q  Local port  Peer port'
        sockets "$1" | while read -r _ state here there recvq _; do
            printf '%-12s %6s  %10s  %9s\n' "$state" "$recvq" "$here" "$there"
        done
    fi | sed 's/^/    /' | collect
}

# --- a table with a column for each program --------------------------------

# add_column NAME VALUE...: add a column to the table
add_column() {
    printf '%s\n' "$@" >"$tmp/column.next"
    if [ -e "$tmp/table" ]; then
        paste -d ' ' "$tmp/table" "$tmp/column.next" >"$tmp/table.next"
        mv "$tmp/table.next" "$tmp/table"
    else
        mv "$tmp/column.next" "$tmp/table"
    fi
}

# table_row N: print the values in the Nth row, without the row's title
table_row() {
    sed -n "$(($1 + 1))p" "$tmp/table"
}

# show_table TITLE...: show the table. A row whose title has a "!" before it is
# red where a value is not 0, and green where it is.
show_table() {
    [ -n "$DEMO" ] || return 0
    printf '%s\n' '' "$@" | paste -d '|' - "$tmp/table" |
        awk -F '|' -v red="$red" -v green="$green" -v plain="$plain" '{
            alarm = sub(/^!/, "", $1)
            printf "%-24s", $1
            n = split($2, value, " ")
            for (i = 1; i <= n; i++) {
                if (NR == 1)            # the names of the columns
                    wide[i] = length(value[i]) < 12 ? 12 : length(value[i]) + 2
                colour = alarm ? (value[i] == 0 ? green : red) : ""
                printf "%s%" wide[i] "s%s", colour, value[i], \
                    (alarm ? plain : "")
            }
            print ""
        }' | collect
}
