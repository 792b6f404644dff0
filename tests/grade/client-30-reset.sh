# shellcheck shell=sh disable=SC2154
# lesson: it writes after the RST: a message, no SIGPIPE
# why: The second write after the FIN raises SIGPIPE: it dies without a word.
# hint: Ignore the signal, and look at what write returns.
# see: sigpipe, UNP 5.13

keyboard
type_line zero
line_comes zero
line_back zero
settle
ask close 1
for line in one two three; do
    settle
    over || type_line $line
done
ends 'it ends when the server has gone'
case $(cat "$dir/end") in
    'exit status 0') fail 'status 0' 'an exit status that is not 0' \
        'exit status 0' '+Whoever runs it in a script sees only its status.' ;;
    exit*) ;;
    *) fail 'killed' 'an exit status and a message' "$(cat "$dir/end")" ;;
esac
[ -s "$dir/err" ] || fail 'no message' 'a message on stderr' nothing \
    '+It ends without a word, and nobody knows why.'
