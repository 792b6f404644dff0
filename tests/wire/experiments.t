#!/bin/sh
# test: the answers to the experiments in the README of the wire are right
# slow

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'the experiments'

# block KIND N: the lines of the Nth block of this kind in the README
block() {
    awk -v kind="$1" -v n="$2" '
        $1 == "```" kind { found++; inside = found == n; next }
        $1 == "```" { inside = 0 }
        inside { sub(/^   /, ""); print }' ch05/wire/README.md
}
experiments=$(grep -c '^ *```commands' ch05/wire/README.md)
check_range 'there are experiments' 20 99 "$experiments"
check 'each says what it shows' "$experiments" \
    "$(grep -c '^ *```shows' ch05/wire/README.md)"

n=0
while [ $((n += 1)) -le "$experiments" ]; do
    block commands $n >"$tmp/list"
    block shows $n >"$tmp/shows"
    # Every fourth one that does not wait for the end of TIME_WAIT; or all.
    [ $((n % 4)) -eq 1 ] && ! grep -q '^CLOSED CLOSED$' "$tmp/shows" ||
        have long 'the other experiments' || continue
    # shellcheck disable=SC2046  # server and client, if the README names them
    run_cable "$tmp/list" $(awk -v n=$n '
        $1 == "```commands" && ++found == n { print server, client }
        $1 == "```" { server = client = "" }
        $1 == "With" && $2 ~ /^`/ { gsub(/[`:]/, ""); server = $2; client = $4 }
        ' ch05/wire/README.md)
    # What the README shows must be there, in this order.
    check "experiment $n: $(paste -s -d ' ' "$tmp/list")" \
        "$(cat "$tmp/shows")" \
        "$(printf '%s\n' "$whole_story" | awk -v shows="$tmp/shows" '
            BEGIN { while ((getline line < shows) > 0) want[++total] = line }
            $0 == want[at + 1] { print; at++ }')"
    # With several connections, the ports stand below each other.
    sed '1,2d' "$tmp/cable.out" | grep ' port [0-9]*$' >"$tmp/ports" || continue
    check "experiment $n: the column of the ports" 1 "$(
        sed 's/ port .*//' "$tmp/ports" | awk '{ print length }' | sort -u |
            wc -l | tr -d ' ')"
done
finish_tests
