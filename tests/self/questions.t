#!/bin/sh
# test: each question of ch05/questions.md is in the index, and its commands run
# slow

. "$(dirname "$0")/../sh/lib.sh"

page=ch05/questions.md

# The index and the headings name the same questions, in the same order. A
# heading is: ### TITLE <a id="NAME"></a>, an entry is: - [TITLE](#NAME).
sed -n 's/^### \(.*\) <a id="\(.*\)"><\/a>$/\2 \1/p' "$page" >"$tmp/headings"
sed -n 's/^- \[\(.*\)\](#\([a-z0-9-]*\))$/\2 \1/p' "$page" >"$tmp/index"
try="grep -n '^###' $page"
check 'headings that are no questions with a name' '' \
    "$(grep '^### ' "$page" | grep -v ' <a id="[a-z0-9-]*"></a>$')"
check 'names that two questions have' '' \
    "$(cut -d ' ' -f 1 "$tmp/headings" | sort | uniq -d)"
check 'the index has the headings, in their order' \
    "$(cat "$tmp/headings")" "$(cat "$tmp/index")"
check_range 'questions' 45 150 "$(grep -c . "$tmp/headings")"

# Each question has a command: a line that starts with "    $ ". From the
# commands of a question becomes a script, from the lines without "$ " or "> "
# the output that it should have.
mkdir "$tmp/questions"
awk -v folder="$tmp/questions" '
    /^### / { name = $0; sub(/.* <a id="/, "", name); sub(/".*/, "", name)
        name = folder "/" name; printf "" >(name ".sh"); close(name ".sh") }
    /^#/ && !/^### / { name = "" }
    name == "" { next }
    /^    [$>] / { print substr($0, 7) >>(name ".sh"); next }
    /^    ./ { print substr($0, 5) >>(name ".want") }' "$page"
check 'questions without a command' '' \
    "$(find "$tmp/questions" -name '*.sh' ! -size +0 | sed 's|.*/||')"

# A command that begins with make is not run here: the lab, the lesson or the
# target must exist.
exists() {
    lab=$(echo "$1" | sed -n 's/.* LAB=\([a-z0-9/-]*\).*/\1/p')
    lesson=$(echo "$1" | sed -n "s/.* LESSON='*\([a-z0-9-]*\).*/\1/p")
    set -- "$1" "$(echo "$1" | sed 's/^make \([a-z]*\).*/\1/')"
    grep -q "^$2:" Makefile || echo "no target: $1"
    case $2:$lab in
        *:) ;;
        demo:*) cat tests/"$lab.t" tests/*/"$lab.t" 2>/dev/null |
            grep -q '^# lab: ' || echo "no lab: $1" ;;
        *) cat tests/"$lab.t" tests/*/"$lab.t" 2>/dev/null |
            grep -q '^ *ask ' || echo "no lab that asks: $1" ;;
    esac
    [ -z "$lesson" ] || ls tests/grade/*-"$lesson.sh" >/dev/null 2>&1 ||
        echo "no lesson: $1"
}
try="grep -n '\$ make' $page"
check 'commands of make that do not exist' '' \
    "$(cat "$tmp"/questions/*.sh | grep '^make ' | while read -r line; do
        exists "$line"
    done)"

# What a command prints is compared without the pids, ports and inodes, and with
# one space between the words.
plain() {
    sed -E -e '/pid[ =]|child |port /s/[0-9]+/N/g' \
        -e 's/^socket:.[0-9]*/socket:[N/' -e 's/ [0-9]* TCP / N TCP /' \
        -e 's/[(]Killed: 9[)]/(Killed)/' \
        -e 's/[[:blank:]][[:blank:]]*/ /g' -e 's/^ //' -e 's/ $//' "$1"
}

# The page has the messages of glibc; here they may be others.
for error in 'EADDRINUSE Address already in use' \
    'EADDRNOTAVAIL Cannot assign requested address' \
    'EBADF Bad file descriptor' 'ECHILD No child processes' \
    'ECONNREFUSED Connection refused' 'EINTR Interrupted system call'; do
    echo "s/${error#* }\$/$(reason "${error%% *}")/"
done >"$tmp/messages"

# A folder like the top folder, in which a command may make a file
mkdir "$tmp/top"
for file in Makefile unp.h lib ch05 tests; do
    ln -s "$PWD/$file" "$tmp/top/$file"
done

# needed FILE...: prints what their commands need, a word for `have` each
needed() {
    awk '
        function has(pattern) {
            return $0 ~ ("(^|[^A-Za-z0-9_])" pattern)
        }
        BEGIN {
            n = split("cc gdb lsof od ps ss timeout ps-ppid trace proc", word)
            end = "($|[^A-Za-z0-9_])"
        }
        has("ps .* --ppid") { needs["ps-ppid"] }
        has("strace ") { needs["trace"] }
        has("(ss|lsof|strace)" end) || /(^|[^0-9])\/proc\// { needs["proc"] }
        !/ --ppid/ {
            for (i = 1; i <= 7; i++)
                if (has(word[i] end))
                    needs[word[i]]
        }
        END {
            for (i = 1; i <= n; i++)
                if (word[i] in needs)
                    print word[i]
        }' "$@"
}
# doctor.sh reads here what these are.
# may lack: cc gdb lsof od ss timeout ps-ppid trace proc
try="grep -n 'may lack' tests/self/questions.t"
check 'what the commands need' \
    "$(sed -n 's/^# may lack: //p' tests/self/questions.t)" \
    "$(needed "$tmp"/questions/*.sh | paste -s -d ' ' -)"
try=''

# run_question NAME: run its script; its programs use $port. Prints what the
# script has printed, or, if the page shows nothing, its exit status. A server
# that it has left would be in the way of the next question. Nobody types here,
# so no client needs to stay for ten seconds.
run_question() {
    {
        echo "trap 'echo \$started >$tmp/started' EXIT"
        echo "cc() { command ${CC:-cc} ${SAN:+-fsanitize=address,undefined} \
            ${STATIC:+-static} \"\$@\"; }"
        sed -E -e "s#(\./mine|ch05/((fail|data)/)?[a-z0-9-]+)\
([;)&|<>]| [^0-9:]|\$)#\\1 127.0.0.1 $port\\4#g" -e "s/9877/$port/g" \
            -e "s/ & / \& started=\"\$started \$!\"; /g" \
            -e 's/sleep 10 [|]/sleep 4 |/' -e '/^make /d' \
            "$tmp/questions/$1.sh"
    } >"$tmp/top/.script"
    # shellcheck disable=SC2086  # TEST_SH may be two words
    (cd "$tmp/top" && exec ${TEST_SH:-sh} .script) >"$tmp/question.all" 2>&1 &
    script=$!
    # On a busy machine a second server may be the first one to bind, and stay.
    {
        sleep 30
        # shellcheck disable=SC2046  # a word for each pid
        kill -KILL $(children "$script") "$script"
    } >"$tmp/bound.out" 2>&1 &
    bound=$!
    wait "$script"
    status=$?
    # So says the shell of busybox about a process that it has killed.
    grep -vx 'Terminated' "$tmp/question.all" >"$tmp/question.out"
    # shellcheck disable=SC2046
    kill -KILL "$bound" $(children "$bound") 2>/dev/null
    wait "$bound" 2>/dev/null
    begun=$(cat "$tmp/started" 2>/dev/null)
    rm -f "$tmp/started"
    [ -z "$begun" ] || poll_for 0 count_sockets "$port" server LISTEN ||
        echo 'it leaves a server that listens'
    # shellcheck disable=SC2086  # a word for each pid
    [ -z "$begun" ] || kill -KILL $begun 2>/dev/null
    if [ -f "$tmp/questions/$1.want" ]; then
        sed "s/$port/9877/g" "$tmp/question.out" >"$tmp/question.got"
        plain "$tmp/question.got"
    elif [ $status -ne 0 ]; then
        echo "exit status $status"
        cat "$tmp/question.out"
    fi
}

# On a busy machine a second may be too short: a block is tried again.
for file in "$tmp"/questions/*.sh; do
    name=${file##*/}
    name=${name%.sh}
    grep -qv '^make ' "$file" || continue
    for what in $(needed "$file"); do
        have "$what" "commands that need $what" || continue 2
    done
    want=''
    [ ! -f "$tmp/questions/$name.want" ] ||
        want=$(plain "$tmp/questions/$name.want" | sed -f "$tmp/messages")
    tries=0
    while [ $((tries += 1)) -le 5 ]; do
        start_version 3         # the kernel chooses a free port
        kill_process "$server"
        got=$(run_question "$name")
        [ "$got" != "$want" ] || break
    done
    try="grep -n -A 20 'id=\"$name\"' $page"
    check "$name: its commands" "$want" "$got"
done
finish_tests
