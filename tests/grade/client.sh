# shellcheck shell=sh disable=SC2154,SC2034
# client.sh: the other way round. The peer is the server, and the client is
# judged.

# accepted: true if the client connects. A busy machine may need some time to
# start it.
accepted() {
    for attempt in 1 2 3; do
        ! ask accept 1 || return 0
        ! over || return 1
    done
    return 1
}

# client FILE: the peer listens; run the client with FILE as its input
client() {
    [ -n "$port" ] || choose_port
    need 'the peer listens' listen
    run -i "$1"
    accepted || fail "${answer%%:*}" 'the client connects' "$answer" "$plain"
}

# keyboard: run the client; `type_line` types a line
keyboard() {
    mkfifo "$dir/keyboard"
    exec 6<>"$dir/keyboard"
    client "$dir/keyboard"
}
type_line() {
    show "(a line is typed: $1)"
    printf '%b\n' "$1" >&6
}

# line_comes TEXT: the client sends that line. If its lines differ, as the first
# look has seen, anything that comes is one.
line_comes() {
    if fact sends=other; then
        ask show 1
        case $answer in '"'*'"') return ;; esac
    else
        ask want 1 "$1" && return
    fi
    fail "${answer%%:*}" "the client sends the line: $1" "$answer"
}

# line_back TEXT: it receives the echo of that line, or of what has come
line_back() {
    if fact sends=other; then
        ask mirror 1
    else
        ask send 1 "$1"
    fi
}

# over: true if the client has ended
over() {
    [ -s "$dir/why" ] || [ -s "$dir/end" ]
}
ends() {
    soon 200 all 0 || over || fail 'it goes on' "$1" \
        "it still runs after $((time / 100)) s"
}

# its_end: prints how the client has ended, with its last words, if that was a
# failure
its_end() {
    [ -s "$dir/end" ] && ! grep -q '^exit status 0' "$dir/end" || return 0
    said=$(last_words)
    echo "; $(how_ended)${said:+, \"$said\"}"
}

# all_back FILE COMMAND: the peer echoes with that command; the client prints
# what is in FILE
all_back() {
    bytes=$(wc -c <"$1" | tr -d ' ')
    if fact sends=other; then
        [ "$lesson" != bytes.sh ] ||
            cannot 'its lines differ: see the first look'
        bytes=0                     # nobody knows how many it sends
    fi
    client "$1"
    ask "$2" 1 "$bytes" || case $answer$lesson in
        too\ much*batch.sh) fail 'it goes on' 'it stops at the end of stdin' \
            "$answer" '+At the end of stdin fgets returns NULL, and read 0.' ;;
        too\ much*)
            cannot 'it goes on after the end of stdin: see the lesson batch' ;;
        *all\ is\ echoed*batch.sh)
            fail "${answer%%:*}" 'it ends after its input' "$answer" "+At the \
end of stdin a client ends, or sends a FIN: shutdown." ;;
        *all\ is\ echoed*)
            cannot 'it stays after the end of stdin: see the lesson batch' ;;
        RST*)
            soon 50 all 0
            fail "${answer%%:*}" 'it sends its input, and ends' \
                "$answer$(its_end)" \
                '+It has ended before its whole echo has come.' ;;
        *) fail "${answer%%:*}" 'it sends its input, and ends' \
            "$answer$(its_end)" ;;
    esac
    ask close 1
    ends 'it ends after its input'
    wrong=$(cmp "$1" "$dir/out" 2>&1 |
        sed "s|$dir/||g; s|cmp: ||; s|in out differ|they differ|")
    [ -n "$wrong" ] || return 0
    case $lesson in batch.sh) ;; *)
        [ -s "$dir/out" ] ||
            cannot 'it ends before its echo comes: see the lesson batch' ;;
    esac
    if fact prints=more; then
        [ -n "$(cat "$dir/out")" ] || fail 'it differs' 'the echo' nothing
        case $lesson in
            line.sh) has_chars "$1" "$dir/out" ;;   # its parts are lines
            *) has_lines "$1" "$dir/out" ;;
        esac || fail 'it differs' 'all of its input is in its output' "$wrong"
        return 0
    fi
    fail 'it differs' 'stdout has all of its input, and nothing else' \
        "$wrong$(its_end)"
}

# has_lines WANTED FILE: true if the file has these lines, in order, perhaps
# with more text around them
has_lines() {
    tr -d '\000' <"$1" >"$dir/wanted"
    tr -d '\000' <"$2" | awk -v wanted="$dir/wanted" '
        { text = text $0 "\n" }
        END {
            while ((getline line <wanted) > 0) {
                if (line == "")
                    continue            # not every awk finds it
                at = index(text, line)
                if (at == 0)
                    exit 1
                text = substr(text, at + length(line))
            }
        }'
}

# has_chars WANTED FILE: true if the file has the characters of these lines, in
# order, perhaps with more text around them
has_chars() {
    fold -w 1 "$2" | awk -v wanted="$1" '
        BEGIN {
            while ((getline line <wanted) > 0)
                all = all line
        }
        $0 "" == substr(all, n + 1, 1) { n++ }
        END { exit n < length(all) }'
}
