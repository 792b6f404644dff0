#!/bin/sh
# pictures.sh [FOLDER]: make the pictures of the README, from real runs
#
# Each is a lab; its commands are in the lab's test.

folder=${1:-ch05/wire}
for lab in handshake last-ack-lost late-ack; do
    commands=$(sed -n '/^cable/,/^END$/{/^cable/d;/^END/d;p;}' \
        "tests/wire/$lab.t")
    text=$(printf '%s\n' "$commands" | ch05/wire/wire) &&
        picture=$(printf '%s\n' "$text" | sh ch05/wire/svg.sh) || exit 1
    printf '%s\n' "$picture" >"$folder/$lab.svg"
done
