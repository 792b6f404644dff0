# shellcheck shell=sh disable=SC2034,SC2086,SC2154
# lesson: stdout is a file: nothing comes twice
# why: In a file stdio's buffer waits; fork copies it, and exit writes the copy.
# hint: A child leaves with _exit. A handler calls write, and not printf.
# see: printf-handler, UNP 5.2, 5.9

# all_lines FILE [OPTION]: its clients in turn; the kinds of lines that the
# server prints meanwhile are in FILE. All numbers are the same kind.
all_lines() {
    kinds=$1
    shift
    start "$@"
    for i in $clients; do
        served "$i"
        ask close "$i"
        # Each ends before the next one comes, unless they take their time.
        [ -n "$stays" ] || children_end 30 || stays=yes
        [ -n "$stays" ] || soon 20 zombies 0
        settle
    done
    children_end 150
    stop_server
    sed 's/[0-9][0-9]*/N/g' "$dir/out" | sort | uniq -c >"$kinds"
    sort "$dir/out" | uniq -d >"$kinds.same"
    rm -f "$dir/out" "$dir/err" "$dir/end"
}

clients='1 2 3 4 5'
! slowly || clients='1 2'
all_lines "$dir/terminal" -t
[ -n "$PORT" ] || port=
all_lines "$dir/file"
[ -s "$dir/file.same" ] || verdict ok
# Lines that are the same are wrong only if a terminal gets fewer of the kind.
awk 'NR == FNR { n = $1; sub(/^ *[0-9]+ /, ""); once[$0] = n; next }
    { n = $1; sub(/^ *[0-9]+ /, "")
      if (n > once[$0]) print n, once[$0] + 0, $0 }' \
    "$dir/terminal" "$dir/file" | sort -rn >"$dir/more"
[ -s "$dir/more" ] || verdict ok
read -r many once line <"$dir/more"
fail "$many for $once" "$once lines of a kind, as on a terminal" \
    "$many in a file, such as \"$(echo "$line" | cut -c 1-40)\""
