# shellcheck shell=sh
# nap [SECONDS]: wait a moment between two looks. Not every sleep accepts a
# fraction.
nap() {
    sleep "${1:-0.02}" 2>/dev/null || sleep 1
}
