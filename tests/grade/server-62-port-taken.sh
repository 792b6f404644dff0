# shellcheck shell=sh disable=SC2034,SC2154
# lesson: the port is taken: it says so and ends
# why: Who starts it must see that it does not run, and why.
# hint: Check what bind returns: perror, and exit with a status that is not 0.
# see: listen-leak, UNP 4.4

gone() {
    [ -s "$dir/why" ] || { [ -s "$dir/end" ] && soon 15 all 0; }
}

gone_is_right=yes
choose_port
need 'the peer has the port' listen
run
within 350 gone || fail 'it goes on' 'it ends' 'it still runs'
[ ! -s "$dir/why" ] || fail '' 'it ends' ''
[ "$(cat "$dir/end")" != 'exit status 0' ] ||
    fail 'status 0' 'an exit status that is not 0' 'exit status 0'
grep -q '^exit' "$dir/end" || fail 'killed' 'an exit status' "$(how_ended)"
cat "$dir/out" "$dir/err" >"$dir/said"
grep -qiE "in use|EADDRINUSE|$port" "$dir/said" ||
    verdict FAIL 'no message' 'a message such as "Address already in use"' \
        "\"$(tail -n 1 "$dir/said" | cut -c 1-50)\""
