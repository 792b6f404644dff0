#!/bin/sh
# test: the pictures of the wire are the same as those of new runs

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/wire.sh

need wire 'the pictures'
try='make pictures && git diff ch05/wire'
kept=$(cd ch05/wire && echo *.svg | sed 's/[.]svg//g')
# shellcheck disable=SC2086  # a word for each lab
launch pictures sh ch05/wire/pictures.sh "$tmp" $kept
wait_end "$pid"
check 'exit status' 0 "$status"
for picture in ch05/wire/*.svg; do
    check_same "${picture##*/}" "$picture" "$tmp/${picture##*/}"
    if have xmllint "${picture##*/} is XML"; then
        check "${picture##*/} is XML" '' "$(xmllint --noout "$picture" 2>&1)"
    fi
done

# Each run of a lab makes a picture, wherever its commands come from.
PICTURE=$tmp/own
# Every segment is an arrow, and an arrow that is lost has a cross. What a
# program prints is a text, also if it looks like XML.
cable ch05/server-v3 ch05/client-v1 <<'END'
run
type <b>&amp;</b>
lose
wait
run
unplug
type more
again 3
END
mv "$tmp/own.svg" "$tmp/new.svg"
check 'arrows: as many as there are segments' \
    "$(grep -c '^ *[0-9]*  [A-Z].*[0-9] ' "$tmp/cable.out")" \
    "$(grep -c '^<g class=' "$tmp/new.svg")"
check 'crosses: as many as were lost' 3 "$(grep -c 'M-6 -6L6 6' "$tmp/new.svg")"
check 'a line that looks like XML' 1 \
    "$(grep -c 'client prints: &lt;b&gt;&amp;amp;&lt;/b&gt;<' "$tmp/new.svg")"
cable_of 'lose\n' ch05/server-v3 ch05/client-v1
check 'the picture of a second run' 1 \
    "$(grep -c '^<g class="lost"' "$tmp/own-2.svg")"
finish_tests
