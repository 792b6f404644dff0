# shellcheck shell=sh disable=SC2034,SC2154
# result.sh: the result for a course: points, the file that JSON names, and the
# words of a compiler. grade.sh sources it; $out is its folder, `refuse` its
# function.

# read_points: read the file POINTS, "1" for the one of this repository. The
# points of the lessons are in $worth, and the mark that must be reached in
# $mark. Without POINTS and JSON there are no points.
read_points() {
    worth='' mark=0 score=0 sum=0
    points_file=${POINTS:-${JSON:+1}}
    points_file=${points_file:-${AUTOLAB:+1}}
    [ "$points_file" != 1 ] || points_file=tests/grade/points
    [ -n "$points_file" ] || return 0
    if [ -d "$points_file" ] || ! [ -r "$points_file" ]; then
        refuse "POINTS: cannot read '$points_file'"
    fi
    while read -r name points more || [ -n "$name" ]; do
        case $name in '' | '#'*) continue ;; esac
        case $points/$more in
            /* | *[!0-9]*/* | ????*/* | */?*)
                refuse "POINTS: not 'LESSON POINTS': '$name $points $more'" ;;
        esac
        case " pass $1 " in
            *" $name "*) ;;
            *) refuse "POINTS: there is no lesson '$name'" ;;
        esac
        worth="$worth $name=${points#"${points%%[!0]*}"} "
    done <"$points_file"
    case $worth in *' pass='*) mark=${worth##* pass=} mark=${mark%% *} ;; esac
    mark=${mark:-0}
    [ "$mark" -le 100 ] || refuse "POINTS: pass is more than 100: $mark"
    [ -n "$worth" ] || refuse "POINTS: no lesson in '$points_file'"
    [ -z "${JSON:-}" ] || (: >"$JSON") 2>/dev/null ||
        refuse "JSON: cannot write '$JSON'"
    : >"$out/results"
}

# points_of LESSON: how many points it is worth are in $points
points_of() {
    points=0
    case $worth in
        *" $1="*) points=${worth##* "$1="} points=${points%% *} ;;
    esac
    points=${points:-0}
}

# add_result LESSON VERDICT TEXT: a skip and a failure give no points
add_result() {
    [ -n "$worth" ] || return 0
    points_of "$1"
    got=0
    [ "$2" != ok ] || got=$points
    score=$((score + got)) sum=$((sum + points))
    # A line: the lesson, its points, and the text as the string of JSON.
    printf '%s %d %d %s ' "$1" "$got" "$points" "$2" >>"$out/results"
    printf '%s' "$3" | json_string >>"$out/results"
}

# json_string: prints stdin as a string of JSON, in one line. Control bytes are
# left out, and so is what is no UTF-8.
json_string() {
    { iconv -c -f UTF-8 -t UTF-8 2>/dev/null || LC_ALL=C tr -d '\200-\377'; } |
        LC_ALL=C tr '\011' ' ' | LC_ALL=C tr -d '\000-\010\013-\037\177' |
        LC_ALL=C sed 's/\\/\\\\/g; s/"/\\"/g' |
        awk 'BEGIN { printf "\"" } NR > 1 { printf "\\n" } { printf "%s", $0 }
            END { print "\"" }'
}

# write_json FILE TEXT: the results.json of Gradescope. TEXT is about them all.
write_json() {
    {
        printf '{"score": %d, "output": %s,\n "tests": [\n' "$score" \
            "$(printf '%s' "$2" | json_string)"
        comma=
        while read -r name got points verdict text; do
            [ "$verdict" = ok ] && status=passed || status=failed
            printf '%s  {"name": "%s", "score": %d, "max_score": %d, ' \
                "$comma" "$name" "$got" "$points"
            printf '"status": "%s", "output": %s}' "$status" "$text"
            comma=',
'
        done <"$out/results"
        printf '\n]}\n'
    } >"$1" || refuse "JSON: cannot write '$1'"
}

# first_error FILE: what the compiler said first
first_error() {
    awk '/error|undefined/ { found = 1 } found && n++ < 4 { print }
        !found && NR < 5 { other = other $0 "\n" }
        END { if (!found) printf "%s", other }' "$1"
}

# passed_mark: true if the points reach the mark, and there are any
passed_mark() {
    [ "$sum" -gt 0 ] && [ $((score * 100)) -ge $((sum * mark)) ]
}

# points_text: "54 of 100 points: not passed (60 % are needed)"
points_text() {
    passed_mark && not='' || not='not '
    printf '%d of %d points: %spassed (%d %% are needed)\n' "$score" "$sum" \
        "$not" "$mark"
}
