# shellcheck shell=sh disable=SC2034,SC2154
# lesson: it starts, connects, and prints an echo
# why: No lesson can be tried before that works.
# hint: Start it by hand with a server: ch05/server-v3.
# see: echo, UNP 5.4-5.5

first_look=yes
choose_port
need 'the peer listens' listen
mkfifo "$dir/keyboard"
exec 6<>"$dir/keyboard"
run -i "$dir/keyboard"
accepted || {
    seen=$answer said=$(last_words)
    ! over || seen="it ended, $(how_ended)"
    fail 'no connect' "it connects to 127.0.0.1, port $port" \
        "$seen${said:+, \"$said\"}" "It is run as: $typed. \
CLIENT='./mine %p' gives it the port only, PORT=9877 nothing."
}
type_line 'Hello 123'
ask want 1 'Hello 123' || fail 'no line' 'it sends the line Hello 123' \
    "$answer" 'It reads lines from stdin, and sends them as they are.'
ask send 1 'Hello 123'
settle
type_line Hello
ask want 1 Hello || {
    try='It reads lines, and sends them as they are, until the end of stdin.'
    case $answer in
        *' is 0, '*) try="The NUL that ends a string is no part of a line: \
strlen does not count it." ;;
        FIN* | RST*) try='It ends after one line; stdin may have more.' ;;
        *no\ echo*) try='Does it wait for more than the echo of one line?' ;;
    esac
    fail "${answer%%:*}" 'it sends a second line, Hello' "$answer$(its_end)" \
        "$try"
}
ask send 1 Hello
settle
exec 6>&-
ask end 1
ask close 1
soon 100 all 0
grep -q 'Hello 123' "$dir/out" || over || cannot 'its output is not yet seen'
grep -q 'Hello 123' "$dir/out" || fail 'no echo' \
    'it prints the echo on stdout' "$(last_words)" \
    'It reads from the socket, and writes that to stdout.'
[ "$(cat "$dir/out")" != "Hello 123${newline}Hello" ] || verdict ok
printf '%s\n' FAIL 'prints more' 'stdout has the echo, and nothing else' \
    "\"$(tr '\n' ' ' <"$dir/out" | cut -c 1-60)\"" \
    'A prompt goes to stderr. The other lessons are tried all the same.' \
    'prints=more' >&9
exit
