#!/bin/sh
# test: the steps of ch05/README.md can be typed in order, as they stand
#
# This test does what the page says in its three terminals, with pids and ports
# of its own, and compares the states of processes and sockets with those in the
# transcripts. A pid that must be killed has to be on the page before.

. "$(dirname "$0")/../sh/lib.sh"

need proc 'the states of processes and sockets'

# script: print what a reader does and sees, a line each:
#   step N                    the heading; before steps 4 to 7, end all programs
#   server PROGRAM PORT PID   in S        client PROGRAM PORT    in C
#   type TEXT, eof, kill      what the page tells the reader to do
#   signal NAME PID           in W        row PID PPID           of ps
#   ps STATES, ss STATES      the rows of a transcript
#   reaped N, says TEXT, status N         what S and C print
script() {
    awk '
    function flush() {
        if (seen != "") print seen
        seen = ""
        if (reaped) print "reaped", reaped
        reaped = 0
    }
    /^## / { flush(); on = $2 ~ /^[0-9]\.$/; if (on) print "step", $2 + 0 }
    !on { next }
    /Ctrl-D in C/ || /^    .*\(Ctrl-D/ { flush(); print "eof" }
    /`kill %%`( in S|, because)/ { flush(); print "kill" }
    !/^    / { flush(); where = ""; next }
    / (strace|gdb) / || /9908/ { where = "skip"; next }
    /^    S\$ ch05/ { where = "S"; server = $2 " " (NF > 3 ? $4 : 9877); next }
    where == "S" && /^    \[[0-9]\] [0-9]+$/ { print "server", server, $2 }
    /^    C\$ ch05/ { flush(); print "client", $2, (NF > 2 ? $4 : 9877) }
    /^    C\$ echo/ { where = "status"; next }
    where == "status" { print "status", $1; where = "" }
    /^    C  [a-z]/ { flush(); where = "C"; print "type", substr($0, 8); next }
    where == "C" && /client-v1: / { print "says", substr($0, 8); next }
    where == "C" && /^       [a-z]/ { print "type", substr($0, 8) }
    /^    S  child/ || (reaped && /^       child/) { reaped++; next }
    /^    W\$ / { flush(); where = "" }
    /^    W\$ kill/ {
        name = $3 ~ /^-/ ? substr($3, 2) : "TERM"
        print "signal", name, (name == "TERM" ? $3 : $4) + 0
    }
    /^    W\$ (kill.*; )?(ps|ss) / { seen = / ss / ? "ss" : "ps"; next }
    seen ~ /^ps/ && $1 + 0 && /server-v/ {
        print "row", $1, $2
        seen = seen " " substr($0 ~ /pts/ ? $4 : $3, 1, 1)
    }
    seen ~ /^ss/ && /127\.0\.0\.1/ {
        state = $1 == "ESTAB" ? "ESTABLISHED" : $1
        gsub(/-/, "_", state); sub(/WAIT_[12]/, "WAIT2", state)
        seen = seen " " state
    }' ch05/README.md
}

# sorted WORD...: print the words, sorted, on one line
sorted() {
    printf '%s\n' "$@" | sort | paste -s -d ' ' -
}
# processes_now, sockets_now: what ps and ss would show
processes_now() {
    letters=''
    for p in "$server" $kids; do
        case $(state "$p") in [A-Z]) letters="$letters $(state "$p")" ;; esac
    done
    # shellcheck disable=SC2086  # a word for each process
    sorted $letters
}
sockets_now() {
    # shellcheck disable=SC2046  # a word for each socket
    sorted $(sockets "$port" | awk '{ sub(/WAIT1/, "WAIT2"); print $2 }')
}

end_client() {
    [ ! -e "$tmp/pipe.3" ] || hang_up 3
}
end_server() {
    [ -z "$server" ] || kill_process "$server"
    server='' kids=''
}
# real PID: print the pid here of a pid on the page
real() {
    sed -n "s/^$1 //p" "$tmp/pids" | tail -n 1
}

script >"$tmp/script"
check_range 'lines of the script' 60 200 "$(($(wc -l <"$tmp/script")))"
server='' kids='' n=0 step=0
: >"$tmp/pids"
lines=$(($(wc -l <"$tmp/script")))
line=0
while [ $((line += 1)) -le "$lines" ]; do
    # shellcheck disable=SC2046  # the words of the line
    set -- $(sed -n "${line}p" "$tmp/script")
    what=$1
    shift
    case $what in
        step)
            step=$1
            case $step in [4-7]) end_client; end_server ;; esac ;;
        server)
            eval "port=\${port_$2:-0}"
            n=$((n + 1)) first=$port
            # The kernel may choose a port where another test has left sockets.
            for _ in 1 2 3 4 5; do
                launch "server$n" "$1" 127.0.0.1 "$first"
                server=$pid kids=''
                wait_for yes has_begun "server$n"
                port=$(listen_port "server$n")
                if [ "$first" != 0 ] || one_socket; then break; fi
                kill_process "$server"
            done
            check "step $step: $1 listens on port $2 of the page" 1 \
                "$(count_lines "$tmp/server$n.out" '^listening on')"
            eval "port_$2=\$port"
            echo "$3 $server" >>"$tmp/pids" ;;
        client)
            end_client
            eval "port=\${port_$2:-none}"
            five=1 before=$(count_children "$server")
            [ "${1##*/}" != client-v2 ] || five=5
            hold 3 "client$line" "$1" 127.0.0.1 "$port"
            client=$pid client_name=client$line
            type_line 3 hello
            case $1 in
                ch05/client-*) check_wait "step $step: $1 gets its echo" 1 \
                    count_lines "$tmp/$client_name.out" '^hello$' ;;
            esac
            wait_for $((before + five)) count_children "$server"
            kids="$(children "$server" | paste -s -d ' ' -)" ;;
        eof)
            if [ "$step" = 2 ]; then
                # shellcheck disable=SC2086  # a word for each child
                hang_up_first 3 $kids
            else
                end_client
            fi ;;
        kill) end_client; end_server ;;
        type)
            type_line 3 "$*"
            wait_for 0 count_sockets "$port" client CLOSE_WAIT ;;
        row)
            for kid in $kids; do
                grep -q " $kid\$" "$tmp/pids" || break
            done
            [ "$(real "$2")" != "$server" ] || [ -n "$(real "$1")" ] ||
                echo "$1 $kid" >>"$tmp/pids" ;;
        signal)
            check "step $step: kill $2 is a pid that the page has shown" yes \
                "$([ -z "$(real "$2")" ] || echo yes)"
            pid=$(real "$2")
            kill -"$1" "$pid"
            case $1/$pid in
                # A SIGCHLD that comes earlier would be handled alone.
                STOP/*) wait_for T state "$pid" ;;
                TERM/"$server") for p in $kids; do kill_at_end "$p"; done ;;
                TERM/*) wait_for 1 count_sockets "$port" client CLOSE_WAIT ;;
            esac ;;
        ps)
            # In step 6 the rows are left out.
            [ $# -gt 0 ] || set -- T Z Z Z Z Z
            check_wait "step $step: ps, line $line" "$(sorted "$@")" \
                processes_now ;;
        ss)
            # The last one of step 7 is a minute later.
            [ "$step $*" = '7 LISTEN CLOSE_WAIT' ] ||
                check_wait "step $step: ss, line $line" "$(sorted "$@")" \
                    sockets_now ;;
        reaped)
            check_wait "step $step: S says so often that a child ended" "$1" \
                count_lines "$tmp/server$n.out" '^child [0-9]* terminated$' ;;
        says)
            check_wait "step $step: C says why it ends" 1 \
                count_lines "$tmp/$client_name.err" "^$*\$" ;;
        status)
            wait_end "$client"
            check "step $step: the exit status of the client" "$1" "$status" ;;
    esac
done
finish_tests
