# shellcheck shell=sh disable=SC2034,SC2086,SC2154
# lesson: it starts, listens, and echoes a line
# why: No lesson can be tried before that works.
# hint: Start it by hand, and then a client: ch05/client-v1.
# see: echo, UNP 5.2-5.3

# blocked WORDS EXPECTED SEEN TRY: no lesson can be tried
blocked() {
    said=
    [ -n "$gone_is_right" ] || [ ! -s "$dir/err" ] || said=$(last_words)
    fail "$1" "$2" "$3${said:+; it says \"$said\"}" "$4"
}

# note WORDS EXPECTED SEEN SENTENCE: this is wrong, but the lessons are tried
# all the same. The first note is said.
note() {
    noted=${noted:-$(printf '%s\n' FAIL "$@")}
}

# not_ready: nothing listens at our address and port: say what is seen instead
not_ready() {
    gone_is_right=yes
    expected="it listens on 127.0.0.1, port $port"
    if [ -s "$dir/end" ] && soon 0 all 0; then
        said=$(last_words)
        try="Type the same yourself: $typed"
        case "$(cat "$dir/end") $said" in
            *'status 126'*) try="Is it a program? chmod +x ${program%% *}" ;;
            *'status 127'*) try="Is there a program ${program%% *}?" ;;
            *'in use'*) try='Is a server still running on that port?' ;;
            *sage* | *rgument*) try="It is run as: $typed. \
SERVER='./mine %p' gives it the port only, PORT=9877 nothing." ;;
        esac
        blocked 'it ended' "$expected" \
            "$(how_ended)${said:+, \"$said\"}" "$try"
    fi
    look where | sort -u >"$dir/where"
    if read -r its_port its_address <"$dir/where"; then
        case $its_port in
            "$port") blocked 'wrong address' "$expected" \
                "it listens on $its_address, port $its_port" \
                'Bind the address that it is given, or INADDR_ANY.' ;;
            *)
                try="SERVER='./mine %p' gives it the port; or PORT=$its_port"
                [ $((port % 256 * 256 + port / 256)) -ne "$its_port" ] ||
                    try='The two bytes of the port are swapped: htons.'
                blocked 'wrong port' "$expected" \
                    "it listens on port $its_port" "$try" ;;
        esac
    fi
    said=$(last_words)
    blocked 'not ready' "$expected" \
        "it listens nowhere after $((time_taken / 100)) s${said:+, \"$said\"}" \
        "It runs. Has it called bind and listen? It is run as: $typed"
}

# differs: the echo is not the line. Say what comes; later, any echo will do.
differs() {
    ask reset 1
    close_peer
    printf '%s\n' 'open 1' 'show 1' 'show 1 Hello 123' 'show 1 Hello' |
        tests/grade/peer -s 1000 127.0.0.1 "$port" >"$dir/shown"
    { read -r _; read -r first; read -r shown; read -r again; } <"$dir/shown"
    case $first in
        nothing) seen="it sends back $shown" ;;
        *) seen="it first sends $first; then, for the line, $shown" ;;
    esac
    [ "$first$shown" != 'nothing"Hello 123\n"' ] ||
        seen="it sends back $shown; then, for the line Hello, $again"
    [ "$echo" = same ] || blocked 'another echo' \
        "the letters come back as ECHO=$echo says" "$seen" \
        'The task is in the words of your instructor.'
    case $shown$again in
        *nothing* | *'no connection'* | *FIN* | *RST*)
            blocked 'no echo' 'each line comes back' "$seen; later: $again" \
                'A server reads from its client until read returns 0.' ;;
    esac
    name_fault "$shown$again" 'send as many bytes as read has returned'
    note 'echo differs' "$expected" "$seen" \
        "${why}The other lessons are tried all the same; any echo will do."
    echo=any facts="$facts echo=any"
}

# rest EXPECTED: nothing runs any more; otherwise it is noted that it spins.
# Whatever BOUND is, it waits for only a second before it looks for that: a
# program that spins may reach a limit of its CPU time, and end.
rest() {
    if fact spins=yes || soon $((500 / bound)) all calm || ! spins; then
        settle
        return
    fi
    note 'it spins' "$1" "CPU time: $used of $taken hundredths of a second" \
        'The lessons are tried all the same. Which call in its loop waits?'
    facts="$facts spins=yes" FACTS='spins=yes'
}

first_look=yes
now
begun=$now
try_start
now
time_taken=$((now - begun))
listening || not_ready
rest 'it waits until a client comes'
soon 0 alive +
base=$lines
[ "$count" -lt 50 ] || facts="$facts many=$count"
ask open 1 || {
    look where >"$dir/where"
    read -r its_port its_address <"$dir/where" && not_ready
    blocked 'no connect' "a client connects to 127.0.0.1, port $port" "$answer"
}
# The second line is shorter: what is left of the first one must not come.
for line in 'Hello 123' Hello; do
    expected="the line $line comes back"
    ask echo 1 "$line" && continue
    case $answer in
        wrong* | more* | no\ echo:\ [1-9]*) differs && break ;;
    esac
    case $line/$answer in
        Hello/*) try='A server reads from its client until read returns 0.' ;;
        *no\ echo*)
            try='Does it call accept, read and write?'
            [ -z "$(look queue)" ] || try='It does not call accept.'
            seen=$answer
            [ -n "$(look queue)" ] || ! ask fin 1 || ! ask want 1 "$line" ||
                try='It comes after the FIN: answer after each read.'
            answer=$seen ;;
        *) try='It closes the connection, and does not send the line.' ;;
    esac
    blocked "${answer%%:*}" "$expected" "$answer" "$try"
done
[ "$echo" != any ] || ask open 1
# A second client is served while the first one stays, or when it has left.
no_second() {
    try='Which descriptor does it close after a client: connfd, or listenfd?'
    [ ! -s "$dir/end" ] || last_words | grep -q 'ad file desc' ||
        try="Which call in its loop has failed or returned, \
and what ends the loop? accept may fail with EINTR."
    blocked 'no second client' "$1" "$answer" "$try"
}
now
begun=$now
ask open 2 || no_second 'a second client connects'
ask echo 2 'Hello again' || {
    facts="$facts one=yes"
    ask close 1
    now
    begun=$now
    ask want 2 'Hello again' ||
        no_second 'a second client is served when the first has left'
}
now
slow=$((now - begun))
case "$facts $echo" in
    *one=yes* | *any) ;;
    *) slowly || ask echo 1 Bye || blocked "${answer%%:*}" \
        'a client gets what it has sent, and no other bytes' "$answer" \
        'Does it send to one client what another has sent?' ;;
esac
[ $slow -lt 2 ] || facts="$facts slow=$slow"
ask close 2
ask close 1
rest 'it waits when its clients have left'
ask visit 3 'And again' ||
    no_second 'a client is served when the others have left'
slowly || fact spins=yes || ask visit 4-12 'Once more' ||
    blocked 'no more clients' 'twelve clients in turn are served' "$answer" \
        'What does it keep for each client? It must give that back.'
settle
signal STOP $base
signal CONT $base
settle
listening || facts="$facts stop=ends"
[ -z "$noted" ] || {
    printf '%s\n' "$noted" "$facts" >&9
    exit
}
