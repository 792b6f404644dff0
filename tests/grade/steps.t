#!/bin/sh
# test: the steps of each lesson of the grader, and the bounds of its verdict
#
# Here no server runs. The words of a lesson only note that they are asked for,
# and answer as a good server would, unless a check says otherwise.

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the steps of a lesson'
cat >"$tmp/notes" <<'END'
port=7 base=parent count=9
steps=
did() { steps="$steps${steps:+; }$*"; }
for word in choose_port children_end close_peer end_server freeze handles \
    listening need_end no_spin no_zombie served served_too settle signal soon \
    still_serves stop_server time_wait type_line; do
    eval "$word() { did $word \"\$@\"; }"
done
start() { did start "$@"; : >"$dir/out"; }
# How a program ends, what it prints (its input, unless it is said), and what on
# stderr. If `bad` is said, it is the answer to the commands that $no matches.
end='exit status 1' said='in use' bad= no='*serve *'
run() {
    did run "$1"
    echo "$end" >"$dir/end"
    printf '%s' "$said" >"$dir/err"
    printf '%s' "${printed-hello}" >"$dir/out"
    case $2${printed+printed} in */in) cp "$2" "$dir/out" ;; esac
}
ask() {
    did "$@"
    answer=ok
    [ -z "$bad" ] || case $* in $no) answer=$bad; return 1 ;; esac
}
toils() { did toils; false; }
within() { did within "$1"; shift; "$@"; }
new() { echo kid; }
look() {
    case $1 in all) printf '%s S 0 3 4\n' kid parent ;; *) echo parent ;; esac
}
need_child() { did need_child; kids=kid; }
totals() { did totals; ticks=0 descriptors=5; }
change_limits() { did change_limits "$@"; limits='the old ones'; }
over() { false; }
id() { echo 1000; }
verdict() {
    [ "$1" != ok ] || set -- ok "$steps" ${2:+"$2"}
    printf '%s|' "$@" >&9
    exit
}
END

# tries LESSON FACTS [COMMANDS]: the verdict of that lesson, and for "ok" its
# steps, if the first look has found these facts. The commands replace words. It
# runs in a subshell of this shell, which is much faster than a new one.
tries() (
    SERVER=true CLIENT='' PORT='' FACTS=$2 V='' BOUND=60 facts=''
    case $1 in *client*) CLIENT=true ;; esac
    file=tests/grade/$1.sh
    [ -f "$file" ] ||
        file=$(echo tests/grade/"${1%%-*}"-[0-9][0-9]-"${1#*-}.sh")
    if [ "$1" = server-restart ]; then
        # The notes have this word of the lesson, too.
        sed 's/^time_wait()/unused()/' "$file" >"$tmp/restart"
        file=$tmp/restart
    fi
    printf '%s\n' "lesson=${1#*-}.sh; . '$tmp/notes'" "$3" ". '$file'" \
        >"$tmp/99-steps.sh"
    for name in out err end why; do
        : >"$tmp/w/$name"
    done
    mkfifo() { :; }
    set -- "$tmp/99-steps.sh" "$tmp/w"
    . tests/grade/lesson.sh
)
mkdir "$tmp/w"

# What each lesson does. Without one of its steps it would pass a server that it
# must fail, or say nothing about it.
awk '/^ / { sub(/^ */, " "); row = row $0; next }
    { if (row != "") print row; row = $0 }
    END { print row }' >"$tmp/steps" <<'END'
server-echo: start; open 1; bulk 1 257; toils; bulk 1 1048576; stop_server
server-echo slow=20: start; open 1; bulk 1 257; bulk 1 2000; stop_server
server-pieces: start; open 1; slow 1 byte by byte; echo 1
    four\nlines\nat\nonce; stop_server
server-half-close: start; served 1; freeze parent kid; put 1 50000; fin 1;
    signal CONT parent kid; get 1 50000; stop_server
server-half-close slow=20: start; served 1; freeze parent kid; put 1 2000; fin
    1; signal CONT parent kid; get 1 2000; stop_server
server-half-close stop=ends: start; served 1; put 1 50000; fin 1; get 1 50000;
    stop_server
server-half-close slow=20 stop=ends: start; served 1; put 1 2000; fin 1; get 1
    2000; stop_server
server-late-read: start; served 1; toils; late-read 1; stop_server
server-late-read slow=20: skip||each echo takes its time: it would take too
    long
server-five-clients: start; open 1; soon 10 queue 0; open 2; soon 10 queue 0;
    open 3; soon 10 queue 0; open 4; soon 10 queue 0; open 5; soon 10 queue 0;
    fill 2; echo 3 are you there; echo 3-5 and now; stop_server
server-one-leaves: start; served 1; served_too 2; served_too 3; close 2;
    settle; echo 1 still there; echo 3 still there; stop_server
server-newcomer: start; served 1; served_too 2; settle; close 1; settle; echo
    2 still there; open 3; echo 3 hello; echo 2 still there; stop_server
server-fin: start; served 1; fin 1; end 1; stop_server
server-descriptors: start; served 200; close 200; need_end 200; settle;
    totals; visit 1-100 hello; need_end 200; within 100; settle; totals;
    stop_server
server-descriptors slow=20: start; served 200; close 200; need_end 200;
    settle; totals; visit 1-90 hello; need_end 200; within 100; settle;
    totals; stop_server
server-listening: start; served 1; need_child; soon 100 7 0 parent;
    stop_server
server-handler: start; served 1; need_child; handles; stop_server
server-zombie: start; served 1; settle; close 1; children_end 30; settle;
    served 2; settle; close 2; children_end 30; settle; served 3; settle;
    close 3; children_end 30; settle; need_end 150; no_zombie 100 3 clients;
    stop_server
server-zombies one=yes: skip||it serves one client at a time: see
    the lesson five-clients
server-zombies: start; served 1; need_child; crowd 2-5 hello; settle; soon 0
    alive + parent; freeze parent; close 1-5; need_end 200; signal CONT
    parent; open 199; echo 199 hello; no_zombie 150 9 clients; close 199;
    need_end 200; gather 1-5 hello; settle; soon 0 alive + parent;
    stop_server
server-fifty: start; served 1; need_child; crowd 2-50 hello; settle; soon 0
    alive + parent; freeze parent; close 1-50; need_end 200; signal CONT
    parent; open 199; echo 199 hello; no_zombie 150 9 clients; close 199;
    need_end 200; gather 1-50 hello; settle; soon 0 alive + parent;
    stop_server
server-stopped-child one=yes: skip||it serves one client at a time: see
    the lesson five-clients
server-stopped-child: start; served 1; need_child; settle; freeze kid; settle;
    open 2; echo 2 hello; stop_server
server-child-ends one=yes: skip||it serves one client at a time: see
    the lesson five-clients
server-child-ends: start; served 1; need_child; served 2; open 3; fill 2;
    close 1; reset 2; close 3; children_end 250
server-eintr one=yes: skip||it serves one client at a time: see
    the lesson five-clients
server-eintr: start; signal STOP parent; signal CONT parent; settle; open 1;
    echo 1 hello; need_child; settle; close 1; settle; soon 0 alive 0 parent
    kid parent; need_end 150; open 2; echo 2 hello; settle; close 2; settle;
    soon 0 alive 0 parent kid parent; need_end 150; open 3; echo 3 hello;
    settle; close 3; settle; soon 0 alive 0 parent kid parent; need_end 150;
    open 4; echo 4 hello; still_serves; stop_server
server-reset-accept: start; freeze parent; open 1; reset 1; signal CONT
    parent; still_serves; stop_server
server-reset-echo: start; served 1; fill 1; reset 1; still_serves; stop_server
server-sigpipe: start; served 1; freeze parent kid; put 1 50000; close 1;
    signal CONT parent kid; still_serves; stop_server
server-sigpipe stop=ends: start; served 1; put 1 50000; close 1; still_serves;
    stop_server
server-sigterm: start; served 1; close 1; settle; signal TERM parent; soon 150
    7 0; stop_server
server-port-taken: choose_port; listen; run ; within 350; soon 15 all 0;
    stop_server
server-no-descriptors: start; served 1; settle; change_limits files parent 4;
    knock 2-4; no_spin a descriptor may become free; close 1-4; settle;
    listening; change_limits files the old ones; soon 150 queue 0; still_serves;
    stop_server
server-no-processes: start; served 1; need_child; settle; change_limits
    processes parent 0; knock 2-4; no_spin a process may end; echo 1 still
    there; close 2-4; change_limits processes the old ones; still_serves;
    stop_server
server-printed-twice slow=20: start -t; served 1; close 1; children_end 30;
    soon 20 zombies 0; settle; served 2; close 2; children_end 30; soon 20
    zombies 0; settle; children_end 150; stop_server; start; served 1; close
    1; children_end 30; soon 20 zombies 0; settle; served 2; close 2;
    children_end 30; soon 20 zombies 0; settle; children_end 150; stop_server
server-restart: start; served 1; end_server; end 1; close 1; within 50;
    time_wait; time_wait; run ; within 350; soon 0 all 0; listening;
    stop_server
client-bytes: listen; run -i; accept 1; serve 1 15; close 1; soon 200 all 0;
    stop_server
client-long-line: listen; run -i; accept 1; serve 1 30001; close 1; soon 200
    all 0; stop_server
client-pieces: listen; run -i; accept 1; byte-serve 1 14; close 1; soon 200
    all 0; stop_server
client-batch: listen; run -i; accept 1; slow-serve 1 8; close 1; soon 200 all
    0; stop_server
client-two-lines: listen; run -i; accept 1; type_line one\ntwo; want 1 one;
    send 1 one; want 1 two; stop_server
client-fin: listen; run -i; accept 1; type_line are you there?; want 1 are you
    there?; send 1 are you there?; settle; close 1; soon 200 all 0;
    stop_server
client-reset: listen; run -i; accept 1; type_line zero; want 1 zero; send 1
    zero; settle; close 1; settle; type_line one; settle; type_line two;
    settle; type_line three; soon 200 all 0; stop_server
client-more: listen; run -i; accept 1; type_line hello; want 1 hello; send 1
    hello; put 1 100000; settle; fin 1; soon 200 all 0; stop_server
END
while IFS= read -r row; do
    name=${row%%: *}
    facts=${name#"${name%% *}"}
    got=$(tries "${name%% *}" "$facts" </dev/null)
    got=${got#"ok|"}
    check "the steps of $name" "${row#*: }" "${got%"|"}"
done <"$tmp/steps"

# What a lesson says when a word has another answer: just not enough, or just
# too much.
# shellcheck disable=SC2016  # the shell of the lesson expands it
{
    check 'descriptors: one more' \
        'FAIL|1 more|5 descriptors|6 descriptors after 100 clients||' \
        "$(tries server-descriptors '' 'totals() {
            descriptors=$((${descriptors:-4} + 1)); }')"
    for more in 9 10; do
        tries server-child-ends '' 'children_end() { false; }; count=1 at=0
            soon() { at=$((at + $1)); }
            totals() { ticks=$((at * '$more' / 50)); }'
        echo
    done >"$tmp/child"
    check 'child-ends: from 0.1 s of CPU time in half a second on, it spins' \
        'FAIL|it stays|all three end|1 still run||
FAIL|it spins|the child ends|CPU time: 10 hundredths of a second in half a '\
'second||' "$(cat "$tmp/child")"
    check 'printed-twice: one line more than on a terminal' \
        'FAIL|2 for 1|1 lines of a kind, as on a terminal|2 in a file, such '\
'as "child N"||' "$(tries server-printed-twice '' 'start() {
            echo child 1 >$dir/out
            [ $# -eq 1 ] || echo child 1 >>$dir/out; }')"
    check 'printed-twice: as many lines on a terminal' 'ok' \
        "$(tries server-printed-twice '' 'start() {
            printf "child 1\nchild 1\n" >$dir/out; }' | cut -d '|' -f 1)"
    check 'fin: a RST' 'FAIL|RST|the server closes the connection, too|RST: no'\
' FIN|+SO_LINGER, or bytes that it has not read, make close a RST.|' \
        "$(tries server-fin '' 'ask() {
            answer="RST: no FIN"; [ $1 != end ]; }')"
    check 'listening: a child listens' 'FAIL|it listens' "$(tries \
        server-listening '' 'soon() { false; }' | cut -d '|' -f 1-2)"
    check 'handler: there is none' 'FAIL|no handler' "$(tries \
        server-handler '' 'handles() { false; }' | cut -d '|' -f 1-2)"
    check 'zombie: no process starts' \
        'skip||it starts no process for a client|' \
        "$(tries server-zombie '' 'new() { :; }')"
    check 'zombies: fewer clients are served than before' \
        'FAIL|5 served|again there are 9 children|there are 5|+It has not '\
'counted all the deaths: one signal, many children.|' "$(tries \
        server-zombies '' 'no_zombie() { count=5; }')"
    check 'zombies: nearly as many' ok "$(tries server-zombies '' \
        'no_zombie() { count=6; }' | cut -d '|' -f 1)"
    check 'newcomer: the other client is forgotten' \
        '+Whoever comes or leaves, the others are served.' "$(tries \
        server-newcomer '' 'ask() { answer="no echo: 0"
            [ "$2" != 3 ] || came=yes
            [ "$2" != 2 ] || [ -z "${came:-}" ]; }' | cut -d '|' -f 5)"
    check 'newcomer: the other client is not served before' \
        'skip||the others are not served: see the lesson one-leaves|' \
        "$(tries server-newcomer '' 'ask() { [ "$2" != 2 ]; }')"
    check 'fifty: it takes its time to start them' ok "$(tries server-fifty \
        '' 'no_zombie() { count=1; }
            settle() { [ "$count" != 1 ]; }' | cut -d '|' -f 1)"
    check 'half-close: another byte comes' \
        '+Another byte comes than was sent: see the lesson echo, too.' \
        "$(tries server-half-close '' 'ask() {
            answer="wrong byte: number 1 is 2"
            [ $1 != get ]; }' | cut -d '|' -f 5)"
    check 'fifty: not all are served, and none more when one has left' \
        'FAIL|FIN|50 clients are served|FIN: after 0 bytes|This is' "$(tries \
        server-fifty '' 'ask() { answer="FIN: after 0 bytes"
                case $1 in crowd | join) false ;; esac; }
            soon() { false; }' | cut -d ' ' -f 1-8)"
    check 'eintr: it spins' 'FAIL|it spins|it waits in accept' "$(tries \
        server-eintr '' 'spins() { :; }
            settle() { [ "${kids:-}" != kid ]; }' | cut -d '|' -f 1-3)"
    check 'eintr: a child more' 'FAIL|1 more' "$(tries server-eintr '' \
        'soon() { count=1; false; }' | cut -d '|' -f 1-2)"
    check 'sigterm: it goes on' \
        'FAIL|it goes on yes|SIGTERM ends the server|' "$(tries \
        server-sigterm '' 'soon() { false; }
            fail() { verdict FAIL "$1 $gone_is_right" "$2"; }')"
    check 'more: at the end of its input its stdin is closed' ok "$(tries \
        client-more '' 'ask() {
            answer=ok
            [ "$1" != fin ] || ! (: >&6) || verdict open
        }' | cut -d '|' -f 1)"
    for end in 'exit status 0' 'killed by signal 9' 'exit status 3'; do
        tries server-port-taken '' 'run() { : >$dir/err
            echo no >$dir/out; echo '"$end"' >$dir/end; }' | cut -d '|' -f 1-4
    done >"$tmp/taken"
    check 'port-taken: a status, and a message' \
        'FAIL|status 0|an exit status that is not 0|exit status 0
FAIL|killed|an exit status|killed by signal 9 (SIGKILL)
FAIL|no message|a message such as "Address already in use"|"no"' \
        "$(cat "$tmp/taken")"
    for text in 'port 7' 'error EADDRINUSE' 'Address In Use'; do
        check "port-taken: $text" ok "$(tries server-port-taken '' \
            "printed='$text' said=" | cut -d '|' -f 1)"
    done
    check 'no-descriptors: it ends when the clients have left' \
        'FAIL|it ended|it waits|it does not listen||' "$(tries \
        server-no-descriptors '' 'listening() { false; }')"
    # other LESSON: its steps for a client whose lines differ
    other() {
        tries "client-$1" sends=other 'ask() {
            did "$@"; answer="\"one\""; }' | sed 's/.*accept 1; //; s/|//g'
    }
    check 'fin: a client whose lines differ receives what it has sent' \
        'type_line are you there?; show 1; mirror 1; settle; close 1; soon 20'\
'0 all 0; stop_server' "$(other fin)"
    check 'two-lines: the same' \
        'type_line one\ntwo; show 1; mirror 1; show 1; stop_server' \
        "$(other two-lines)"
    check 'two-lines: it sends both at once' \
        'ok' "$(tries client-two-lines sends=other 'ask() {
            answer="\"one\ntwo\""; }
            line_back() { verdict FAIL; }' | cut -d '|' -f 1)"
    check 'reset: it sends nothing' \
        'FAIL|nothing|the client sends the line: zero|nothing||' \
        "$(tries client-reset sends=other 'ask() { answer=nothing; }')"
    check 'bytes: a client whose lines differ' \
        'skip||its lines differ: see the first look|' \
        "$(tries client-bytes sends=other)"
    check 'batch: nobody knows how many bytes it sends' 'slow-serve 1 0' \
        "$(tries client-batch 'sends=other prints=more' \
            'has_lines() { :; }' | grep -o 'slow-serve 1 [0-9]*')"
    check 'restart: no TIME_WAIT stays' \
        'skip||no TIME_WAIT stays, in 3 attempts|' "$(tries server-restart '' \
        'time_wait() { false; }; within() { false; }')"
    check 'restart: its TIME_WAIT stays, and nothing listens' \
        'FAIL|not ready yes|it listens again' "$(tries server-restart '' \
        'listening() { false; }
            fail() { verdict FAIL "$1 $keep_time_wait" "$2"; }' |
            cut -d '|' -f 1-3)"

    # What a client does wrong.
    while IFS='|' read -r name commands want; do
        got=$(tries "client-$name" '' "$commands" </dev/null)
        case $got in *"$want"*) got=$want ;; esac
        check "client $name: $want" "$want" "$got"
    done <<'END'
batch|bad='too much: x'|FAIL|it goes on|it stops at the end of stdin|
pieces|bad='too much: x'|skip||it goes on after the end of stdin: see the
batch|bad='no FIN: all is echoed'|FAIL|no FIN|it ends after its input|
pieces|bad='no FIN: all is echoed'|skip||it stays after the end of stdin: see
pieces|bad='no FIN: x'|FAIL|no FIN|it sends its input, and ends|no FIN: x; exit
batch|FACTS=prints=more printed=|FAIL|it differs|the echo|nothing|
pieces|bad='RST: gone'|FAIL|RST|it sends its input, and ends|RST: gone; exit
pieces|bad='RST: x'; soon() { echo exit 7 >$dir/end; }|RST: x; exit 7, "in use
pieces|bad='RST: gone'|+It has ended before its whole echo has come.
pieces|end='exit status 0' printed=one|FAIL|it differs|stdout has all of its
pieces|printed=|skip||it ends before its echo comes: see
batch|printed=|FAIL|it differs|stdout has all of its input
reset|end='exit status 0'|FAIL|status 0|an exit status that is
reset|end='killed by signal 13'|FAIL|killed|an exit status and a
reset|said=|FAIL|no message|a message on stderr|
more|end='killed by signal 6'|FAIL|killed|an exit status|killed by
more|end='killed by signal 15'|ok|
more|printed=help|FAIL|no echo|the first line is printed|
END
    for text in '> one%s> two%s> three' '> one%s> three'; do
        tries client-pieces prints=more "printed='$text'
            printed=\$(printf \"\$printed\" '\$newline' '\$newline')" |
            cut -d '|' -f 1-2
    done >"$tmp/more"
    check 'a client that prints more: each line of its input is there' \
        'ok|listen; run -i; accept 1; byte-serve 1 14; close 1; soon 200 all 0'\
'; stop_server
FAIL|it differs' \
        "$(cat "$tmp/more")"
    check 'a client that goes on' 'FAIL|it goes on|it ends after its input|' \
        "$(tries client-pieces '' 'soon() { false; }' | sed 's/it still.*//')"

    # The first look, with a server that is right, and with others.
    cat >"$tmp/first" <<'END'
typed='./x 7' program=./x tick=1 where=
now() { now=$((${now:-0} + tick)); }
try_start() { did try_start; : >"$dir/out"; printf "$said" >"$dir/err"; }
look() { printf "$where"; }
soon() { did soon "$@"; [ "$2" != alive ] || count=${has:-1} lines=parent; }
spins() { false; }
said=
dead() { echo "exit status $1" >"$dir/end"; said=$2; listening() { false; }; }
deaf() { where=$1; listening() { false; }; }
END
    check 'the first look, step by step' \
        'ok|try_start; listening; soon 8 all calm; settle; soon 0 alive +; '\
'open 1; echo 1 Hello 123; echo 1 Hello; open 2; echo 2 Hello again; echo 1 '\
'Bye; close 2; close 1; soon 8 all calm; settle; visit 3 And again; visit '\
'4-12 Once more; settle; signal STOP parent; signal CONT parent; settle; '\
'listening; stop_server|' \
        "$(tries first-server '' ". $tmp/first")"
    while IFS='|' read -r commands want; do
        got=$(tries first-server '' ". $tmp/first; $commands" </dev/null |
            sed 's/^ok|[^|]*|/ok|/')
        case $got in *"$want"*) got=$want ;; esac
        check "the first look: $want" "$want" "$got"
    done <<'END'
dead 126|port 7|exit status 126|Is it a program? chmod +x ./x|
dead 127|exit status 127|Is there a program ./x?|
dead 1 'bind: Address already in use'|in use"|Is a server still running on that
dead 2 'usage: x'|exit status 2, "usage: x"|It is run as: ./x 7.
dead 3 no|exit status 3, "no"|Type the same yourself: ./x 7|
deaf '8 127.0.0.1\n'|FAIL|wrong port|it listens on 127.0.0.1, port 7|it listens
deaf '7 ::1\n'|FAIL|wrong address|it listens on 127.0.0.1, port 7|it listens on
deaf; tick=400 said=hm|it listens nowhere after 4 s, "hm"|It runs. Has it called
no='open 1' bad='no connect: x'|FAIL|no connect|a client connects to 127.0.0.1,
no='echo 1 *' bad='no echo: 0' where=7|no echo: 0|It does not call accept.|
no='[ef][ci]* 1*' bad='no echo: 0'|no echo: 0|Does it call accept, read and
no='echo 1 *' bad='no echo: 0'|no echo: 0|It comes after the FIN: answer after
no='echo 1 *' bad='FIN: after 0'|FIN: after 0|It closes the connection, and does
no='echo 1 Hello' bad='FIN: after 0'|FIN: after 0|A server reads from its client
no='open 2' bad='no connect: x'|a second client connects|no connect: x|Which
no='open 2' bad='no connect: x'; echo x >$dir/end|loop has failed or returned
no='echo 2 *' bad='no echo: 0'|ok| one=yes|
no='[ew][ca][hn][ot] 2 *' bad='no echo: 0'|a second client is served when the
no='echo 1 Bye' bad='more bytes: x'|FAIL|more bytes|a client gets what it has
no='visit 3 *' bad='FIN: x'|FAIL|no second client|a client is served when the
no='visit 4*' bad='FIN: x'|FAIL|no more clients|twelve clients in turn are
no='visit 4*' bad='FIN: x' tick=20|ok| slow=20|
no='echo 1 Bye' bad='more bytes: x' tick=20|ok| slow=20|
tick=2|ok| slow=2|
has=50|ok| many=50|
has=49 tick=2|ok| slow=2|
signal() { deaf; }|ok| stop=ends|
END
    tries first-server '' ". $tmp/first"'; spins() { used=9 taken=50; }
        soon() { [ $2 = alive ]; }' | paste -s -d '|' - >"$tmp/spins"
    check 'the first look: it spins, and the lessons are tried' \
        'FAIL|it spins|it waits until a client comes|CPU time: 9 of 50 '\
'hundredths of a second|The lessons are tried all the same. Which call in its '\
'loop waits?| spins=yes' "$(cat "$tmp/spins")"
    hello='printed="Hello 123${newline}Hello"'
    check 'the first look at a client, step by step' \
        'ok|choose_port; listen; run -i; accept 1; type_line Hello 123; want '\
'1 Hello 123; send 1 Hello 123; settle; type_line Hello; want 1 Hello; send 1 '\
'Hello; settle; end 1; close 1; soon 100 all 0|' \
        "$(tries first-client '' "$hello")"
    while IFS='|' read -r commands want; do
        got=$(tries first-client '' "$hello; $commands" </dev/null)
        case $got in *"$want"*) got=$want ;; esac
        check "the first look at a client: $want" "$want" "$got"
    done <<'END'
printed=|skip||its output is not yet seen|
printed=; over() { :; }|FAIL|no echo|it prints the echo on stdout|
no='accept 1' bad='no client'; over() { :; }|FAIL|no connect|it connects to 127
no='want 1 Hello 123' bad='no echo: 0 of 10'|FAIL|no echo|it sends the line Hel
no='want 1 Hello' bad='FIN: after 0 of 6'|It ends after one line; stdin may
no='want 1 Hello' bad='no echo: 0 of 6'|Does it wait for more than the echo of
no='want 1 Hello 123' bad='no echo: 0 of 10'|It reads lines from stdin
no='want*' bad='no echo: 0 of'; did() { [ $1 = send ] && bad=; }|It waits until
settle() { no='want*'; }; no=; bad='no echo: 0 of 6'|Does it wait for more than
END
}
finish_tests
