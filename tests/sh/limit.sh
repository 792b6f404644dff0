# shellcheck shell=sh disable=SC2154
# limit.sh: more words, for a server whose user may have few processes; sourced
# after lib.sh.
#
# ulimit -u does not limit root, and it counts all processes of a user.
# Therefore the server runs as a user without other processes, or in a user
# namespace, which has a count of its own.

# for sh -c: $0 is N, $@ the program; dash calls the option -p, other shells -u
# shellcheck disable=SC2016  # for the inner shell
limiting='(ulimit -u "$0") 2>/dev/null && option=-u || option=-p
ulimit $option "$0" && exec "$@"'

# unused_uid: a user that has no process
unused_uid() {
    uid=$((20000 + $$ % 30000))
    if [ "$PROBE" = proc ]; then
        used=$(sed -n 's/^Uid:[^0-9]*\([0-9]*\).*/\1/p' /proc/[0-9]*/status \
            2>/dev/null)
    else
        used=$(ps -A -o ruid= 2>/dev/null)
    fi
    used=" $(printf '%s' "$used" | tr '\n' ' ') "
    while :; do
        case $used in *" $uid "*) uid=$((uid + 1)) ;; *) break ;; esac
    done
    echo "$uid"
}

# new_user: the command in $as runs a program as a user that has no process yet,
# not even a zombie that process 1 has not reaped; $how says it in words
new_user() {
    if [ "$(id -u)" -eq 0 ]; then
        uid=$(unused_uid)
        how="user $uid"
        as="setpriv --reuid=$uid --regid=$uid --clear-groups"
    else
        how='a user namespace'
        as='unshare -U'
    fi
}

# lacks_user: why root, if it is root, cannot run a program as that user
lacks_user() {
    if [ "$(id -u)" -ne 0 ]; then
        echo 'this is not root'
        return
    fi
    new_user
    $as test -r tests/run.sh 2>/dev/null ||
        echo 'no other user can run programs of this folder'
}

# may_have N PROGRAM [ARGUMENT...]: true if it succeeds with N processes
may_have() {
    new_user
    # shellcheck disable=SC2086  # $as is a command and its options
    $as sh -c "$limiting" "$@" >/dev/null 2>&1
}

# lacks_limit: why the number of processes cannot be limited here. It is tried
# with a program that needs two processes.
lacks_limit() {
    if [ ! -x ch05/proc/waitpid ]; then
        [ "$PROBE" = proc ] || echo 'only Linux can limit them so'
    elif ! may_have 2 ch05/proc/waitpid 0 || may_have 1 ch05/proc/waitpid 0
    then
        echo "the number of processes cannot be limited here ($how)"
    fi
}

# start_limited N NAME PROGRAM: start a server whose user may have N processes
start_limited() {
    new_user
    # shellcheck disable=SC2086  # $as is a command and its options
    start_server "$2" $as sh -c "$limiting" "$1" "$3" 127.0.0.1 0
}
