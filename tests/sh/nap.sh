# shellcheck shell=sh
# nap SECONDS: wait a moment between two looks. Not every sleep accepts a
# fraction.
nap() {
    sleep "$1" 2>/dev/null || sleep 1
}
