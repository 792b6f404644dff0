# shellcheck shell=sh disable=SC2154,SC2034
# verdict.sh: the words with which a lesson ends: fail, cannot, verdict.

newline='
'
verdict() {
    lines=
    for text; do
        case $text in
            *"$newline"*) text=$(printf '%s' "$text" | tr '\n' ' ') ;;
        esac
        lines=$lines$text$newline
    done
    printf '%s' "$lines" >&9
    exit
}

plain='This is before the question of the lesson.'

# fail WORDS EXPECTED SEEN [SENTENCE]: the lesson is not learnt. SENTENCE is
# said instead of the lesson's own. If the server has ended, that comes first.
fail() {
    words=$1 expected=$2 seen=$3 sentence=$4
    keeper_lives || attacked "$how"
    if [ -s "$dir/why" ]; then
        words=$(sed 's/:.*//' "$dir/why") seen=$(sed 's/.*: //' "$dir/why")
        sentence=plain
    elif [ -z "$CLIENT$gone_is_right" ] && [ -n "$keeper" ] && ! listening; then
        if [ -s "$dir/end" ]; then
            words='it ended' seen=$(how_ended)
        elif [ -n "$base" ]; then
            words='no listener' seen='it does not listen any more'
        elif late; then
            words='time over'
        fi
        last_words=$(last_words)
        seen="$seen${last_words:+, \"$last_words\"}"
        case $lesson/$seen in
            *SIGSEGV* | *SIGBUS* | *'stack smashing'* | *'free()'*)
                sentence="+It has used memory that is not its own; with \
-fsanitize=address it says where." ;;
            eintr*) ;;
            *nterrupted*) sentence="A signal interrupts a system call: \
make class LAB=eintr." ;;
            sigpipe*[Bb]roken?[Pp]ipe* | sigpipe*BrokenPipe* | sigpipe*EPIPE*)
                sentence="+SIGPIPE is ignored here, and write fails \
with EPIPE. That ends one connection." ;;
            sigpipe*reset\ by* | sigpipe*ECONNRESET*)
                sentence="+A call fails after the RST. That ends one \
connection." ;;
            sigpipe*) ;;
            *SIGPIPE*) sentence="A write after a RST raises SIGPIPE: \
make class LAB=sigpipe." ;;
        esac
    elif [ "${lesson#*-} $words" = 'close.sh wrong byte' ]; then
        sentence='+Another byte comes than was sent: see the lesson echo, too.'
    elif [ -z "$first_look" ] && late; then
        ! slowly || cannot "after $bound s the time was over: each echo is slow"
        # shellcheck disable=SC2086  # a word for each pid
        set -- $base
        [ $# -lt 50 ] ||
            cannot "after $bound s the time was over: it has $# processes"
        words='time over'
        seen="after $bound s the time was over; until then: ${seen#time over: }"
        sentence='BOUND=20 gives it more time.'
    fi
    [ "$seen" != "$3" ] || [ -n "$CLIENT" ] ||
        ! tail -n 1 "$dir/err" | grep -q '[Ee]rror: \|[Ee]xception: ' ||
        seen="$seen; it says \"$(last_words)\""
    verdict FAIL "$words" "$expected" "$seen" "$sentence"
}

# attacked HOW: the server has done that to the keeper
attacked() {
    verdict FAIL "keeper $1" 'the server leaves the grader alone' \
        "$1: the process of the grader that keeps it" plain
}

# keeper_lives: false if the keeper was killed, stopped or traced: $how
keeper_lives() {
    [ -n "$keeper" ] || return 0
    state "$keeper" >/dev/null
    case $stat in
        T) how=stopped ;;
        t) how=traced ;;
        '' | [XZ]) how=killed ;;
        *) return 0 ;;
    esac
    return 1
}

# how_ended: prints that, such as "killed by signal 13 (SIGPIPE)"
how_ended() {
    read -r ended <"$dir/end"
    case $ended in
        *signal*) echo "$ended (SIG$(kill -l "${ended##* }" 2>/dev/null))" ;;
        *) echo "$ended" ;;
    esac
}

# last_words: prints its last line on stderr, or else on stdout. In the trace of
# node, java or rust, that is the line that says what has happened.
last_words() {
    for file in err out; do
        tail -c 2000 "$dir/$file" | awk '
            /^(Node\.js v|note: run with|[ \t}])/ { trace = NR; next }
            /[Ee]rror: |[Ee]xception: |^called / { what = $0 }
            /./ { last = $0; at = NR }
            END {
                if (trace > at && what != "")
                    last = what
                if (last != "")
                    print last
            }' |
            cut -c 1-70
        [ ! -s "$dir/$file" ] || return
    done
}

# name_fault SHOWN NUL: what makes the lines that were shown differ from those
# that should come; $why is a sentence about it, or empty. NUL is about a NUL.
name_fault() {
    why=
    case $1 in
        *'\0\0'*) why='It sends its whole buffer. ' ;;
        *'\0'*) why="The NUL that ends a string is no part of a line: $2. " ;;
        *'\r\n"'*) why='A line ends with \n here, and not with \r\n. ' ;;
        *'\n"'*) ;;
        *) why='The line has a newline, which is one of its bytes. ' ;;
    esac
}

# cannot REASON: the lesson says nothing about this server, or cannot be tried
cannot() {
    verdict skip '' "$1"
}
