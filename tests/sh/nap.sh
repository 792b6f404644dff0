# shellcheck shell=sh
# nap: a moment between two looks; not all sleeps know fractions
nap() {
    sleep 0.02 2>/dev/null || sleep 1
}
