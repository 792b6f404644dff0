#!/bin/sh
# test: what make builds for a goal, and how it passes on what a user has typed

. "$(dirname "$0")/../sh/lib.sh"
. tests/sh/make.sh
need exec 'programs in the folder for temporary files'

# A copy with small programs: each prints its arguments, one in a line.
copy=$tmp/copy
mkdir -p "$copy/lib" "$copy/ch05/wire" "$copy/ch05/watch" &&
    cp Makefile "$copy"
echo 'int used_by_no_program;' >"$copy/lib/none.c"
cat >"$copy/print.h" <<'END'
int printf(const char *, ...);    /* <stdio.h> takes the compiler longer */
int main(int argc, char *argv[])
{
    for (int i = 1; i < argc; i++)
        printf("[%s]\n", argv[i]);
    return argc < 0;
}
END
for program in wire/wire watch/watch server-v3 server-v2; do
    printf '#include "%s"\nint\nmain(int, char *[]);\n' "$copy/print.h" \
        >"$copy/ch05/$program.c"
done

# made ARGUMENT...: what make prints with them, without the lines about files
made() {
    env -u SERVER -u CLIENT -u PORT MAKEFLAGS='' SAN='' CFLAGS=-O0 \
        "$make" -s -C "$copy" "$@" 2>&1 | tr '\n' ' '
}

# With several tests, make builds what each of them names.
check 'the programs of two tests' 'ch05/proc/orphan
ch05/wire/wire' "$(sh tests/run.sh --uses proc/orphan wire/refused |
    grep -x -e ch05/proc/orphan -e ch05/wire/wire | sort -u)"
if have linux 'make wire and make watch'; then
    check 'make wire' '[ch05/server-v3] ' "$(made wire)"
    check 'make wire with a program that make builds' '[ch05/server-v2] ' \
        "$(made wire SERVER=ch05/server-v2)"
    check 'it is built' yes "$([ -x "$copy/ch05/server-v2" ] && echo yes)"
    rm "$copy/ch05/server-v2"
    check 'make wire with arguments: each command is one argument' \
        "[./ch05/server-v2 0.0.0.0 'a b'] [my:client  \"x\"; *] " \
        "$(made wire SERVER="./ch05/server-v2 0.0.0.0 'a b'" \
            CLIENT='my:client  "x"; *')"
    check 'make watch' '[9877] ' "$(made watch)"
    rm "$copy/ch05/server-v2"
    check 'make watch with a program' '[9877] [./ch05/server-v2 0.0.0.0] ' \
        "$(made watch SERVER='./ch05/server-v2 0.0.0.0')"
    check 'the program in SERVER is built' yes \
        "$([ -x "$copy/ch05/server-v2" ] && echo yes)"
    check 'make watch with a port and a command that has a colon' \
        '[9999] [./mine: 127.0.0.1] ' \
        "$(made watch PORT=9999 SERVER='./mine: 127.0.0.1')"
    check 'the variables may also come from the environment' '[9877] [a:b c] ' \
        "$(export SERVER='a:b c'; env MAKEFLAGS='' SAN='' \
            "$make" -s -C "$copy" watch 2>&1 | tr '\n' ' ')"
fi

# A goal builds what it needs. A lab names programs, and so do the files that it
# reads; a name that it completes stands for all that fit.
mkdir -p "$copy/tests/sh" "$copy/tests/lab" "$copy/ch05/fail"
cp tests/run.sh "$copy/tests"
for name in jobs nap marked near probe need elsewhere; do
    cp "tests/sh/$name.sh" "$copy/tests/sh"
done
for program in fail/named fail/called fail/other wire/helper; do
    printf '#include "%s"\nint\nmain(int, char *[]);\n' "$copy/print.h" \
        >"$copy/ch05/$program.c"
done
sed 's/^@/#/' >"$copy/tests/lab/try.t" <<'END'
@ lab: not ch05/fail/other
. tests/sh/more.sh
echo "ch05/server-v$n"
END
echo 'echo ch05/fail/named' >"$copy/tests/sh/more.sh"
built() {
    (cd "$copy" && for program in ch05/*/* ch05/*; do
        case $program in
            *.*) ;;
            *) [ -d "$program" ] || echo "$program" ;;
        esac
    done) | tr '\n' ' '
}
# make alone leaves out what only the tests need.
mkdir -p "$copy/tests/tool"
printf '#include "%s"\nint\nmain(int, char *[]);\n' "$copy/print.h" \
    >"$copy/tests/tool/tried.c"
tools() {
    (cd "$copy" && find tests/tool -type f ! -name '*.c' ! -name '.*')
}
made clean >/dev/null
made >/dev/null
check 'make: the programs of the chapter, and no others' '1 ' \
    "$(built | grep -c 'wire/wire') $(tools)"
made all >/dev/null
check 'make all: the programs of the tests, too' tests/tool/tried "$(tools)"
check 'make clean prints one line' 'MAKE clean' "$(env MAKEFLAGS='' \
    "$make" --no-print-directory -C "$copy" clean)"
check 'it removes all programs' '' "$(built)"
check 'make demo: the lab runs' 'ch05/server-v ch05/fail/named ' \
    "$(made demo LAB=try | tr ' ' '\n' | sort -r | tr '\n' ' ' | sed 's/^ //')"
check 'it builds what the lab names, and nothing else' \
    'ch05/fail/named ch05/server-v2 ch05/server-v3 ' "$(built)"
made clean >/dev/null
check 'make test T= builds the same' \
    'ch05/fail/named ch05/server-v2 ch05/server-v3 ' \
    "$(made test T=lab/try >/dev/null; built)"
made clean >/dev/null
check 'a lab that does not exist' 1 \
    "$(made demo LAB=none | grep -c "^run.sh: no lab 'none'")"
check 'nothing is built for it' '' "$(built)"

# On another system, the goals that need Linux say what to type instead.
check 'make elsewhere says what is missing' \
    "make: watch, wire and grade need Linux; 'make watch' says how. " \
    "$(made all SYSTEM=Darwin | sed 's/.*make:/make:/')"
for goal in watch wire; do
    check "make $goal elsewhere" "make $goal needs Linux, because it looks into\
 /proc. In a container, type: docker run --rm -it --cap-add SYS_ADMIN --cap-add\
 NET_ADMIN \\ -v \"\$PWD:/unp\" -w /unp gcc make $goal " \
        "$(made "$goal" SYSTEM=Darwin |
            sed 's/  */ /g; s/[^ ]*make[][0-9]*: [*].*//')"
done

# A main may be written in every way that C allows.
mkdir -p "$copy/ch05/yours"
cd "$copy/ch05/yours" || exit 1
printf 'int main(void) {\n    return 0;\n}\n' >one-line.c
printf 'int\nmain(int argc, char **argv)\n{ return argc - 1; }\n' >book.c
printf 'main(void)\n{ return 0; }\n' >old.c
printf 'extern int main (void)\n{ return 0; }\n' >space.c
printf '/*\n * main (it is not here)\n */\nint helper;\n' >helper.c
cd "$OLDPWD" || exit 1
check 'mains in yours: which become programs' \
    'book old one-line space ' "$(
        env MAKEFLAGS='' "$make" -C "$copy" -n all V=1 |
            sed -n 's|.* -o ch05/yours/\([a-z-]*\) .*|\1|p' | sort |
            tr '\n' ' ')"
check 'programs says the same' 'book old one-line space ' \
    "$(programs "$copy"/ch05/yours/*.c | sed 's/.*yours.//; s/[.]c$//' |
        sort | tr '\n' ' ')"
finish_tests
