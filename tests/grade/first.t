#!/bin/sh
# test: make grade: the first look says once what is wrong with a program
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/grade/try.sh

need proc 'the first look'
need exec 'programs in the folder for temporary files'
lesson=fin bound=10

# seen: prints what was seen, on one line
seen() {
    sed -n '/seen: /,/^ *[A-Z]/p' "$tmp/report.out" |
        sed 's/^ *//; s/^seen: *//; /^[A-Z0-9]/d; s/port [0-9][0-9]*/port N/' |
        paste -s -d ' ' -
}

# refused: prints the first line, and the exit status
refused() {
    echo "$status $(sed 1q "$tmp/report.out")"
}

grade SERVER=tests/bad/fork FLAW=close-listen LESSON=
check 'no second client: which descriptor?' 1 \
    "$(grep -c 'Which descriptor does it close' "$tmp/report.out")"
check 'no second client: it says that, and nothing else' \
    '1 no lesson can be tried: it ended' "$(refused)"
check 'with its last line' \
    'exit status 1, "fork: accept: Bad file descriptor"' "$(seen)"
check 'and no lesson has a line' 1 "$(grep -c 'FAIL' "$tmp/report.out")"
grade SERVER=tests/bad/rude FLAW=ends
check 'it ends: its last line' 'exit status 1, "rude: no"' "$(seen)"
grade SERVER=tests/bad/rude FLAW=crash
check 'a signal ends it' 'killed by signal 6 (SIGABRT)' "$(seen)"
grade SERVER=tests/bad/rude FLAW=elsewhere
check 'another port, and what to do' 'it listens on port N 1' \
    "$(seen) $(grep -c "SERVER='./mine %p' gives" "$tmp/report.out")"
grade SERVER=tests/bad/rude FLAW=hang
check 'it never accepts' '1 no lesson can be tried: no echo 1' \
    "$(refused) $(grep -c 'It does not call accept' "$tmp/report.out")"
grade SERVER=tests/bad/rude FLAW=flood
check 'the bound of its output' 'it has printed more than 32 MiB' "$(seen)"
grade SERVER=tests/bad/rude FLAW=forks
check 'the bound of its processes' 'it has more than 500 processes' "$(seen)"
begun=$(clock)
grade SERVER=tests/bad/rude FLAW=hang BOUND=2
check 'BOUND=2: it says what it has seen until then' \
    '1 no lesson can be tried: no echo' \
    "$(refused | sed 's/time over/no echo/')"
check_range 'BOUND=2: seconds' 1 7 $((($(clock) - begun) / 100))

# The bytes of a port are swapped, as without htons. That may be the same port,
# a port that is taken, or one below 1024, which a plain user may not have: then
# we try again.
cat >"$tmp/swapped" <<'END'
#!/bin/sh
exec ch05/server-v3 "$1" $(($2 % 256 * 256 + $2 / 256))
END
chmod +x "$tmp/swapped"
attempt=0
while grade SERVER="$tmp/swapped"
    ! grep -q 'seen: *it listens on port' "$tmp/report.out"; do
    [ $((attempt += 1)) -lt 10 ] || break
done
check 'the bytes of its port are swapped' 'it listens on port N 1' \
    "$(seen) $(grep -c 'port are swapped: htons' "$tmp/report.out")"

cat >"$tmp/elsewhere.py" <<'END'
import socket, sys
s = socket.socket()
s.bind(("127.0.0.2", int(sys.argv[2])))
s.listen()
s.accept()
END
if have python3 'another address'; then
    grade SERVER="python3 '$tmp/elsewhere.py'"
    check 'another address' 'it listens on 127.0.0.2, port N' "$(seen)"
    echo 'raise SystemError("no way")' >"$tmp/raise.py"
    grade SERVER="python3 $tmp/raise.py %p"
    check 'the last line of a traceback' 1 "$(seen | grep -c '^exit status 1')"
fi

cp ch05/server-v3 "$tmp/a) Z (b"
grade SERVER="$tmp/a) Z (b" LESSON='fin zombies'
check 'a path with spaces and brackets' '2 of 2 lessons 0' \
    "$(tail -n 1 "$tmp/report.out") $status"
grade SERVER="'$tmp/a) Z (b' 127.0.0.1 %p"
check 'the same as a command' '1 of 1 lessons 0' \
    "$(tail -n 1 "$tmp/report.out") $status"
grade SERVER='ch05/server-v3 127.0.0.1:%p'
check 'a colon: the program says what it does not like' '1 1' \
    "$(seen | grep -c '^exit status 2, "usage: server-v3') $(grep -c \
        'It is run as: ch05/server-v3 127.0.0.1:' "$tmp/report.out")"
: >"$tmp/page"
grade SERVER="$tmp/page"
check 'a file that is no program' 1 \
    "$(grep -c 'Is it a program? chmod' "$tmp/report.out")"

# Only the bytes differ: that is said once, and all else is judged.
grade SERVER=tests/bad/fork FLAW=upper LESSON='echo zombies fin'
check 'another echo: said once' 'it sends back "HELLO 123\n"' "$(seen)"
check 'the lessons go on' 'first-look FAIL
echo skip
fin ok
zombies ok' "$(sed -n 's/^\([a-z-]*\) .* \(FAIL\|ok\|skip\).*/\1 \2/p' \
    "$tmp/report.out")"
check 'and it has failed' 1 "$status"
grade SERVER=tests/bad/fork FLAW=tail LESSON='echo fin'
check 'a second line that is too long: said once, and the lessons go on' \
    'it sends back "Hello 123\n"; then, for the line echo fin' \
    "$(seen) $(sed -n 's/^\(echo\|fin\) .*/\1/p' "$tmp/report.out" |
        paste -s -d ' ' -)"
grade SERVER=tests/bad/fork FLAW=string
check 'a NUL byte is shown, and why it came' \
    'it sends back "Hello 123\n\0" 1 1 of 1 lessons' "$(seen) $(grep -c \
        'NUL that ends a string' "$tmp/report.out") $(tail -n 1 \
        "$tmp/report.out")"
grade SERVER=tests/bad/fork FLAW=strip
check 'no newline comes back: that is said, and the lessons go on' \
    'it sends back "Hello 123" 1 1 of 1 lessons' "$(seen) $(grep -c \
        'The line has a newline' "$tmp/report.out") $(tail -n 1 \
        "$tmp/report.out")"
grade SERVER=tests/bad/fork FLAW=one
check 'it serves a client only once' '1 no lesson can be tried: FIN 2' \
    "$(refused | sed 's/RST/FIN/') $(grep -c \
        'the line Hello comes back\|from its client until read' \
        "$tmp/report.out")"
cat >"$tmp/trace" <<'END'
#!/bin/sh
printf '%s\n' 'Error: read ECONNRESET' '    at Socket.x' '}' '' Node.js\ v20 >&2
exit 1
END
chmod +x "$tmp/trace"
grade SERVER="$tmp/trace"
check 'a trace: the line that says what has happened' \
    'exit status 1, "Error: read ECONNRESET"' "$(seen)"
if have long 'a server that echoes at the end, one that crashes'; then
    grade SERVER=tests/bad/fork FLAW=whole
    check 'it echoes when all has come' '1 no lesson can be tried: no echo 1' \
        "$(refused) $(grep -c 'It comes after the FIN' "$tmp/report.out")"
    grade SERVER=tests/bad/poll FLAW=crash LESSON=half-close
    check 'it crashes: that is said, and not what the lesson says' '1 1 0' \
        "$(seen | grep -c SIGSEGV) $(grep -c 'used memory' \
            "$tmp/report.out") $(grep -c 'A FIN says' "$tmp/report.out")"
fi
if have long 'other line ends, a client that waits'; then
    grade SERVER=tests/bad/fork FLAW=crlf
    check 'the line ends with a carriage return, too' \
        'it sends back "Hello 123\r\n" 1' \
        "$(seen) $(grep -c 'A line ends with .n here' "$tmp/report.out")"
    grade CLIENT=tests/bad/client FLAW=wait
    check 'a client that waits for a greeting' \
        '1 no lesson can be tried: no echo 1' "$(refused) $(grep -c \
            'waits until the server has spoken' "$tmp/report.out")"
fi
if have long 'a server that never waits'; then
    grade SERVER=tests/bad/fork FLAW=busy LESSON='fin zombie no-descriptors'
    check 'it never waits: said once, and the lessons go on' 'first-look FAIL
fin ok
zombie ok
no-descriptors skip' "$(sed -n \
        's/^\([a-z-]*\) .* \(FAIL\|ok\|skip\).*/\1 \2/p' "$tmp/report.out")"
fi
grade CLIENT=tests/bad/client FLAW=prompt LESSON='long-line bytes'
check 'a client with a prompt: said once' \
    '"line: Hello 123 line: Hello line: " 2 of 2 lessons 1' \
    "$(seen) $(tail -n 1 "$tmp/report.out") $status"
for flaw in string strip; do
    grade CLIENT=tests/bad/client FLAW=$flaw LESSON='long-line fin'
    printf '%s\n' "$(seen) $(sed -n \
        's/.*\(NUL that ends\|line has a newline\).*/\1/p; $p' \
        "$tmp/report.out" | paste -s -d ' ' -) $status"
done >"$tmp/lines"
check 'a client whose lines differ: shown once, and the lessons go on' \
    '"Hello 123\n\0"; then "Hello\n\0" NUL that ends 2 of 2 lessons 1
"Hello 123"; then "Hello" line has a newline 2 of 2 lessons 1' \
    "$(cat "$tmp/lines")"
grade CLIENT=tests/bad/rude FLAW=ends LESSON=fin
check 'a client that ends' '1 no lesson can be tried: no connect' "$(refused)"
check 'and how it has ended' 'it ended, exit status 1, "rude: no"' "$(seen)"

# Another process has just taken the port: it is started again, on another one.
cat >"$tmp/unlucky" <<END
#!/bin/sh
[ -e '$tmp/tried' ] || { : >'$tmp/tried'; echo 'It is in use' >&2; exit 1; }
exec ch05/server-v3 "\$@"
END
chmod +x "$tmp/unlucky"
grade SERVER="$tmp/unlucky"
check 'a port that is taken for a moment' '0 1 of 1 lessons' \
    "$status $(tail -n 1 "$tmp/report.out")"

# --- a fixed port ------------------------------------------------------------

# Another test may just have taken the port: choose another one.
for attempt in 1 2 3 4 5; do
    port=$(tests/grade/look $(($$ + attempt * 7)) free)
    for _ in 1 2; do
        grade PORT="$port" SERVER="ch05/fail/no-reuseaddr 127.0.0.1 $port" \
            LESSON='fin zombie restart'
        echo "$(cat "$tmp/said"; tail -n 1 "$tmp/report.out") $(sed -n \
            's/^\([a-z-]*\) .*FAIL.*/\1/p' "$tmp/report.out")"
    done >"$tmp/runs"
    grep -q 'in use' "$tmp/runs" || break
done
check 'two runs on one port: no TIME_WAIT disturbs the next lesson' \
    '2 of 3 lessons restart
2 of 3 lessons restart' "$(cat "$tmp/runs")"
start_version 3
grade PORT="$port" SERVER=./mine
check 'the port is taken' "2 grade: there is no program './mine'" \
    "$status $(cat "$tmp/said")"
grade PORT="$port" SERVER="ch05/server-v3 127.0.0.1 $port"
check 'another process has the port' \
    "2 grade: port $port: listen: $(reason EADDRINUSE)" \
    "$status $(cat "$tmp/said")"
kill_process "$server"

# --- what it refuses ---------------------------------------------------------

cp ch05/server-v3 "$tmp/mine" && touch -t 200001010000 "$tmp/mine"
: >"$tmp/mine.c"
grade SERVER="$tmp/mine"
check 'a binary that is older than its source' \
    "2 grade: $tmp/mine is older than $tmp/mine.c: compile it first" \
    "$status $(cat "$tmp/said")"
# Only the tasks of ch05/yours ask for a handler.
total=$(printf '%s\n' tests/grade/server-[0-9]*.sh | wc -l)
while read -r file program number; do
    grade SERVER="$program" FLAW=ends LESSON="$file"
    check "LESSON=$file: a file of make class; all lessons of $program" \
        "grade: LESSON is a file of make class; all lessons are tried 1" \
        "$(cat "$tmp/said") $(grep -c "^0 of $number lessons" \
            "$tmp/report.out")"
done <<END
/tmp/answers tests/bad/rude $((total - 1))
.lesson ch05/yours/../../tests/bad/rude $((total))
END
if [ -c /dev/full ]; then
    # shellcheck disable=SC2086
    env SERVER=ch05/server-v3 CLIENT= PORT= LESSON=fin V= TAP= BOUND=10 \
        TMPDIR="$tmp/g" ${TEST_SH:-sh} tests/grade/grade.sh </dev/null \
        >/dev/full 2>"$tmp/said"
    check 'a full disk is a failure' 1 $?
fi
finish_tests
