# shellcheck shell=sh disable=SC2034,SC2154
# lesson: it starts, connects, and prints an echo
# why: No lesson can be tried before that works.
# hint: Start it by hand with a server: ch05/server-v3.
# see: echo, UNP 5.4-5.5

# begin_client: it runs, and connects
begin_client() {
    choose_port
    need 'the peer listens' listen
    rm -f "$dir/keyboard" "$dir/out" "$dir/err"
    mkfifo "$dir/keyboard"
    exec 6<>"$dir/keyboard"
    run -i "$dir/keyboard"
    accepted && return
    seen=$answer said=$(last_words)
    ! over || seen="it ended, $(how_ended)"
    fail 'no connect' "it connects to 127.0.0.1, port $port" \
        "$seen${said:+, \"$said\"}" "It is run as: $typed. \
CLIENT='./mine %p' gives it the port only, PORT=9877 nothing."
}

# no_line EXPECTED: no lesson can be tried
no_line() {
    try='It reads lines from stdin, and sends them as they are.'
    case $answer$1 in
        FIN*second* | RST*second* | *'then a'*)
            try='It ends after one line; stdin may have more.' ;;
        *no\ echo*second* | nothing*second*)
            try='Does it wait for more than the echo of one line?' ;;
    esac
    came=$answer
    case $came$1 in *': 0 of'*'Hello 123')
        ! ask send 1 'Hello, too' || ! ask want 1 'Hello 123' ||
            try='It waits until the server has spoken; an echo server does not.'
    esac
    fail "${came%%:*}" "$1" "$came$(its_end)" "$try"
}

# differs EXPECTED: something comes, but not the line. Begin again, and show it;
# the lessons can be tried if something comes for each line.
differs() {
    case $answer in *': 0 of'* | *': after 0 of'*) no_line "$1" ;; esac
    exec 6>&-
    stop_server
    begin_client
    for line in 'Hello 123' Hello; do
        type_line "$line"
        ask show 1
        case $answer in
            '"'*'"') shown="${shown:+$shown; then }$answer" ;;
            *) no_line 'it sends a second line, Hello' ;;
        esac
        ask mirror 1
        settle
    done
    name_fault "$shown" 'strlen does not count it'
}

first_look=yes shown=
begin_client
type_line 'Hello 123'
if ! ask want 1 'Hello 123'; then
    differs 'it sends the line Hello 123'
else
    ask send 1 'Hello 123'
    settle
    type_line Hello
    if ask want 1 Hello; then
        ask send 1 Hello
    else
        differs 'it sends a second line, Hello'
    fi
fi
settle
exec 6>&-
ask end 1
ask close 1
soon 100 all 0
grep -q 'Hello 123' "$dir/out" || over || cannot 'its output is not yet seen'
grep -q 'Hello 123' "$dir/out" || fail 'no echo' \
    'it prints the echo on stdout' "$(last_words)" \
    'It reads from the socket, and writes that to stdout.'
# go_on WORDS EXPECTED SEEN SENTENCE FACTS: the lessons are tried all the same
go_on() {
    printf '%s\n' FAIL "$1" "$2" "$3" \
        "${4}The other lessons are tried all the same." "$5" >&9
    exit
}
[ -z "$shown" ] || go_on 'another line' '"Hello 123\n"; then "Hello\n"' \
    "$shown" "$why" 'sends=other prints=more'
[ "$(cat "$dir/out")" != "Hello 123${newline}Hello" ] || verdict ok
go_on 'prints more' 'stdout has the echo, and nothing else' \
    "\"$(tr '\n' ' ' <"$dir/out" | cut -c 1-60)\"" 'A prompt goes to stderr. ' \
    'prints=more'
