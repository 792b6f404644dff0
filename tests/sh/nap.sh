# shellcheck shell=sh
# nap: wait a moment between two looks. Not every sleep accepts a fraction.
nap() {
    sleep 0.02 2>/dev/null || sleep 1
}
