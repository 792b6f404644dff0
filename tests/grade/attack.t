#!/bin/sh
# test: make grade: a server that attacks the grader gets no verdict of its own
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/grade/try.sh

need proc 'the attacks'
# may lack: long
lesson=fin bound=5

# attack FLAW [ISOLATE=no]: grade that server; $took is the time in seconds
attack() {
    flaw=$1
    shift
    begun=$(clock)
    grade SERVER="env FLAW=$flaw tests/bad/attack" "$@"
    took=$((($(clock) - begun) / 100))
}

# verdict: prints what is said about the lesson in a few words
verdict() {
    sed -n "s/^fin .*with a FIN *//p" "$tmp/report.out"
}

# chosen FLAW [FLAW...]: it is one of the others, which are always tried, or all
# are tried
chosen() {
    one=$1
    shift
    case " $* " in *" $one "*) return ;; esac
    have long 'the other attacks'
}

# With the same pids as we have, it can do harm. It cannot pass.
# The folder of another grader is none of its business.
mkdir -p "$tmp/unp-grade.other/lessons/fin"
: >"$tmp/unp-grade.other/lessons/fin/why"
while read -r flaw words; do
    chosen "$flaw" stop-keeper kill-guard kill-lesson stop-lesson forge ||
        continue
    if [ "$flaw" = trace-keeper ]; then
        have parent-traced "$flaw" || continue
    fi
    attack "$flaw" ISOLATE=no
    check "$flaw: the verdict" "FAIL  $words" "$(verdict)"
    check "$flaw: its exit status" 1 "$status"
    check_range "$flaw: seconds" 0 12 "$took"
    check_wait "$flaw: nothing is left" '' left
done <<'END'
kill-keeper keeper killed
stop-keeper keeper stopped
trace-keeper keeper traced
kill-lesson killed
stop-lesson too late
kill-guard killed
forge killed
END
check 'forge: no other grader is harmed' '' \
    "$(cat "$tmp/unp-grade.other/lessons/fin/why")"
if chosen hide; then
    attack hide ISOLATE=no
    check 'hide: nothing is left' '' "$(left)"
fi
grade SERVER=ch05/server-v3 ISOLATE=no
check 'after that, a good server passes' 'ok 0' "$(verdict) $status"

need isolation 'a server in its own namespace'
# In a namespace of its own it finds nobody to attack, and is judged as it is.
mkdir "$tmp/k" "$tmp/hidden" && : >"$tmp/hidden/file"
# shellcheck disable=SC2016  # that shell expands it
sleep 1 | tests/grade/keeper -o "$tmp/hidden" "$tmp/k" sh -c \
    'readlink /proc/self/ns/pid; ls "$0"' "$tmp/hidden" 2>/dev/null
check 'it does not see the folder of the grader' '' "$(sed 1d "$tmp/k/out")"
for flaw in kill-keeper stop-keeper trace-keeper kill-lesson stop-lesson \
    kill-guard forge hide; do
    chosen "$flaw" stop-keeper kill-lesson forge || continue
    attack "$flaw"
    check "$flaw: without harm" 'ok 0' "$(verdict) $status"
    check_wait "$flaw: nothing is left" '' left
done
finish_tests
