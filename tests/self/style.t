#!/bin/sh
# test: every file keeps the rules of the house style

. "$(dirname "$0")/../sh/lib.sh"

c_files=$(echo unp.h lib/*.c ch05/*.c ch05/*/*.[ch] tests/*/*.[ch] |
    tr ' ' '\n' | grep -v '\*')
sh_files=$(ls tests/*.sh tests/*/*.sh tests/*/*.t .ci/run 2>/dev/null)

# shellcheck disable=SC2086  # no file name here has a space
set -- $c_files $sh_files
check 'tabs' '' "$(grep -n "$(printf '\t')" "$@")"
check 'space at the end of a line' '' "$(grep -n ' $' "$@")"
check 'lines of more than 80 columns in make demo LAB=list' '' \
    "$(sh tests/run.sh --demo list </dev/null | grep -E '^.{81}')"
check 'lines of more than 80 columns' '' \
    "$(awk 'length > 80 { print FILENAME ": " FNR }' "$@")"
check 'files without a newline at the end' '' "$(for file in "$@"; do
    [ -z "$(tail -c 1 "$file")" ] || echo "$file"
done)"

# shellcheck disable=SC2086
set -- $c_files
check 'calls that are not used here' '' "$(grep -n \
    '\<\(bzero\|inet_addr\|inet_aton\|inet_ntoa\|gets\|sprintf\|atoi\)(' "$@")"
check 'C files that do not begin with a header comment' '' \
    "$(for file in "$@"; do
        head -n 1 "$file" | grep -q '^/\*' || echo "$file"
    done)"

# A function definition starts with a line NAME(. The line above it has the
# return type, and the line above that ends the contract. The contract can also
# stand in a header, above the prototype. A helper is a C file that does not
# become a program.
programs ch05/*/*.c >"$tmp/programs"
helpers=$(echo ch05/*/*.c | tr ' ' '\n' | grep -vxFf "$tmp/programs")
# shellcheck disable=SC2086
check 'functions of lib/, and helpers of ch05/, without a contract' '' "$(awk '
    FNR == 1 { before = last = "" }
    FILENAME ~ /\.h$/ && last ~ /\*\/$/ && match($0, /[a-z_0-9]+\(/) {
        told[substr($0, RSTART, RLENGTH)] = 1
    }
    FILENAME ~ /\.c$/ && match($0, /^[A-Za-z_0-9]+\(/) && before !~ /\*\/$/ &&
        !(substr($0, 1, RLENGTH) in told) { print FILENAME ": " $0 }
    { before = last; last = $0 }' lib/*.h ch05/*/*.h lib/*.c $helpers)"

# proc.c, sock.c and tool.c are for the tools; their headers are in lib/.
check 'unp.h has the files of lib/ in order' \
    "$(cd lib && grep -l '"unp.h"' -- *.c | LC_ALL=C sort)" \
    "$(sed -n 's|^/\* \([a-z_]*\.c\): .*|\1|p' unp.h)"

# lib/ has only the wrappers that the programs use. A line that starts with
# NAME( is the definition, not a use.
check 'wrappers that nothing uses' '' \
    "$(sed -n 's/^\([A-Z][a-z_]*\)(.*/\1/p' lib/*.c | while read -r name; do
        cat "$@" | grep -v "^$name(" | grep -v '^[a-z].*);$' |
            grep -q "[^A-Za-z_]$name(" || echo "$name"
    done)"

try='chmod +x FILE'
check 'tests that cannot be run by their names' '' \
    "$(for t in tests/*/*.t; do [ -x "$t" ] || echo "$t"; done)"
try=''

# make takes the compiler and its options from the environment.
check 'CC, CFLAGS, LDFLAGS of the environment' 'my-cc -my-cflag -my-ldflag' \
    "$(MAKEFLAGS='' CC=my-cc CFLAGS=-my-cflag LDFLAGS=-my-ldflag \
        make -n -B V=1 ch05/server-v1 |
        sed -n 's/^\(my-cc\).*\(-my-cflag\).* \(-my-ldflag\).*/\1 \2 \3/p')"

# Every version of the server does this right, also those with a bug.
for file in ch05/server-v2.c ch05/server-v3.c ch05/data/serve.c; do
    check "$file: the handler keeps errno" '1 1' \
        "$(grep -c 'saved = errno' "$file") $(grep -c 'errno = saved' "$file")"
done
check 'children that leave with exit' '' \
    "$(grep -nE '(^|[^_])exit\(' ch05/server-v*.c ch05/data/serve.c)"
finish_tests
