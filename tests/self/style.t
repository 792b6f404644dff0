#!/bin/sh
# test: every file keeps the rules of the house style

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/make.sh

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
# awk counts a line without a newline, wc does not.
check 'files without a newline at the end' '' "$(
    awk 'FNR == 1 && NR > 1 { print lines, file }
        { lines = FNR; file = FILENAME }
        END { print lines, file }' "$@" >"$tmp/lines"
    wc -l "$@" | awk '$2 != "total" { print $1, $2 }' |
        diff - "$tmp/lines" | sed -n 's/^> [0-9]* //p')"

# bash 3.2, the sh of every Mac, ends the substitution at the ) of a pattern.
check 'a case in a substitution, its patterns without (' '' \
    "$(grep -n 'esac)' "$@" | grep -v ' in (' | grep -v 'grep')"

# To the awk of a Mac, a print that compares needs parentheses.
# shellcheck disable=SC2086
check 'a comparison in a print without ( )' '' "$(sed -nE '
    s/"[^"]*"//g
    : inner
    s/\([^()]*\)//g
    t inner
    /(^|[^a-z_])printf? [^;{}|]*( [!=]= | < .* [?] )/p' $sh_files)"

# So write -E for "or", and another file for -i. The tests of watch, wire and
# grade need Linux.
# shellcheck disable=SC2086
check 'what BSD does not know: -i of sed, and \| in a basic expression' '' "$(
    grep -nE 'sed[ ]-i|[\][(].*[\][|]' $sh_files |
        grep -vE '^([.]ci|tests/(grade|watch|wire))/')"

# shellcheck disable=SC2086
set -- $c_files
check 'calls that are not used here' '' "$(grep -nE '(^|[^A-Za-z0-9_])(bzero|'\
'inet_addr|inet_aton|inet_ntoa|gets|sprintf|atoi)[(]' "$@")"
check 'C files that do not begin with a header comment' '' \
    "$(awk 'FNR == 1 && !/^\/\*/ { print FILENAME }' "$@")"

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

# The files of a tool use only what stands above them in its header. circle
# FOLDER: prints the files there that use each other in a circle: for each
# object file, nm prints what it has and what it needs. No file uses a main.
circle() {
    (cd "$1" && for source in *.c; do
        [ ! -e "${source%.c}.o" ] || echo "${source%.c}.o"
    done | xargs nm -A -P -g) | sed 's|[.]o: |.c |' | awk '
        $3 ~ /^[TDBRC]$/ { home[$2] = $1 }
        $3 == "U" { user[++n] = $1; used[n] = $2 }
        END {
            for (i = 1; i <= n; i++)
                if (used[i] in home && home[used[i]] != user[i])
                    print user[i], home[used[i]]
        }' | sort -u | tsort 2>&1 >"$tmp/sorted" |
        sed -n 's/^tsort: \(.*[.]c\)$/\1/p'
}
if have nm 'circles among the files of a tool' &&
    have tsort 'circles in the order of the files'; then
    for tool in ch05/wire ch05/watch tests/grade tests/bench; do
        check "$tool: files that use each other in a circle" '' \
            "$(circle $tool)"
    done
    mkdir "$tmp/tool"
    echo 'int up(void); int down(void) { return up(); }' >"$tmp/tool/one.c"
    echo 'int down(void); int up(void) { return down(); }' >"$tmp/tool/two.c"
    for name in one two; do
        ${CC:-cc} -c -o "$tmp/tool/$name.o" "$tmp/tool/$name.c"
    done
    check 'a circle is found' 'one.c two.c' \
        "$(circle "$tmp/tool" | sort | paste -s -d ' ' -)"
fi

# A function begins and ends in the first column.
check 'functions of tools with more than 40 lines' '' "$(awk '
    FNR == 1 { from = 0 }
    /^\{/ { from = FNR }
    /^\}/ && from {
        if (FNR - from > 40)
            print FILENAME ": " FNR - from " lines before " FNR
        from = 0
    }' ch05/wire/*.c ch05/watch/*.c tests/grade/*.c tests/bench/*.c)"

try='chmod +x FILE'
check 'tests that cannot be run by their names' '' \
    "$(for t in tests/*/*.t; do [ -x "$t" ] || echo "$t"; done)"
try=''

# make takes the compiler and its options from the environment.
check 'CC, CFLAGS, LDFLAGS of the environment' 'my-cc -my-cflag -my-ldflag' \
    "$(MAKEFLAGS='' CC=my-cc CFLAGS=-my-cflag LDFLAGS=-my-ldflag \
        "$make" -n -B V=1 ch05/server-v1 |
        sed -n 's/^\(my-cc\).*\(-my-cflag\).* \(-my-ldflag\).*/\1 \2 \3/p')"

# These macros show what Linux hides, and hide what other systems show, as
# SA_RESTART and SIGWINCH on BSD.
check 'macros that hide things on other systems' '' "$(awk '
    /^#define _(XOPEN|POSIX(_C)?)_SOURCE/ && last != "#ifdef __linux__" {
        print FILENAME ": " FNR
    }
    { last = $0 }' "$@")"
posix() {
    MAKEFLAGS='' "$make" -n -B V=1 "SYSTEM=$1" lib/signal.o |
        grep -q 'D_POSIX_C_SOURCE=200809L' && echo "$1"
}
check 'the systems for which the Makefile defines one' Linux \
    "$(posix Linux; posix Darwin; posix FreeBSD)"

# Every version of the server does this right, also those with a bug.
for file in ch05/server-v2.c ch05/server-v3.c ch05/data/serve.c; do
    check "$file: the handler keeps errno" '1 1' \
        "$(grep -c 'saved = errno' "$file") $(grep -c 'errno = saved' "$file")"
done
check 'children that leave with exit' '' \
    "$(grep -nE '(^|[^_])exit\(' ch05/server-v*.c ch05/data/serve.c)"
finish_tests
