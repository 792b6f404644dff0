# shellcheck shell=sh disable=SC2034,SC2154
# picture.sh: what watch has shown; sourced after lib.sh. On a terminal its
# output is in $tmp/screen.out, otherwise in $tmp/watch.out.

# said PATTERN: prints how many events there are whose whole text matches. An
# event is "SECONDS  TEXT".
said() {
    grep -cE "^ *[0-9]+\.[0-9]{3}  $1\$" "$tmp/watch.out"
}

# picture: prints the last whole picture, without colours. The cursor goes home
# before a picture, and what is below it is erased after it.
picture() {
    awk '
        function end() {
            if (text ~ /\033\[J/)
                last = text
            text = ""
        }
        {
            while ((i = index($0, "\033[H")) > 0) {
                text = text substr($0, 1, i - 1)
                end()
                $0 = substr($0, i + 3)
            }
            text = text $0 "\n"
        }
        END {
            end()
            gsub(/\033\[[0-9;?]*[A-Za-z]|\r/, "", last)
            printf "%s", last
        }' "$tmp/screen.out"
}

# shows PATTERN: prints how many rows of the picture match
shows() {
    picture | grep -cE "$1"
}

# rows: prints how many rows the picture has
rows() {
    size | cut -d ' ' -f 1
}

# sequences TEXT: prints how often the terminal was sent ESC TEXT
sequences() {
    tr '\033' '\n' <"$tmp/screen.out" |
        awk -v text="$1" 'index($0, text) == 1 { n++ } END { print n + 0 }'
}

# size: prints how many rows the picture has, and the longest row's columns
size() {
    picture | awk '
        length > most { most = length }
        END { print NR, most + 0 }'
}

# watch_on_terminal SETTING [ARGUMENT...]: run it on a terminal; the environment
# has this SETTING too. Descriptor 5 takes the commands of tests/tool/terminal.
watch_on_terminal() {
    setting=$1
    shift
    hold 5 screen env TERM=xterm NO_COLOR= "$setting" \
        tests/tool/terminal ch05/watch/watch "$@"
    tool=$pid
    wait_for 1 shows '^ *SECONDS  EVENT'
    watch=$(children "$tool")
}

# quit_watch: type q, and wait until it has ended
quit_watch() {
    type_line 5 'key q'
    wait_end "$tool"
    hang_up 5
}

# puppet FD ADDRESS: a server that does what is typed on FD: $server, $port. The
# kernel gives no client that port, so another server can have it afterwards.
puppet() {
    attempt=0
    while [ $((attempt += 1)) -le 50 ]; do
        hold "$1" puppet tests/watch/puppet "$2" \
            "$(unused_port $((20000 + ($$ * 7 + attempt * 31) % 10000)))"
        server=$pid
        wait_for yes has_begun puppet
        port=$(listen_port puppet)
        if [ -n "$port" ] && one_socket; then return; fi
        kill_process "$server"
        hang_up "$1"
    done
    die 'no unused port for the puppet'
}

# watch_found: watch finds the server on $port; without a terminal
watch_found() {
    launch watch ch05/watch/watch "$port"
    watch=$pid
    wait_for 1 said "server $server is .*, listens on .* port $port"
}

# unseen COMMAND...: watch is stopped, and COMMAND changes something. So watch
# finds all of it in one look, later: $before is the number of its events now.
unseen() {
    stop "$watch"
    before=$(wc -l <"$tmp/watch.out")
    "$@"
}

# descriptors PID: prints how many descriptors it has
descriptors() {
    find "/proc/$1/fd" -type l | wc -l | tr -d ' '
}

# opened PID: prints which descriptors it has opened itself: launch closes those
# from 3 to 9
opened() {
    find "/proc/$1/fd" -type l -name '[3-9]' | sed 's|.*/||' | sort |
        paste -s -d ' ' -
}

# seen_since: watch continues; prints the texts of the events since `unseen`
# was called, each N for a number, repeated lines once
seen_since() {
    kill -CONT "$watch"
    sed "1,${before}d; s/^ *[0-9.]*  //; s/[0-9][0-9]*/N/g" "$tmp/watch.out" |
        uniq
}
