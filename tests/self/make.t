#!/bin/sh
# test: what make builds for a goal, and how it passes on what a user has typed

. "$(dirname "$0")/../sh/lib.sh"

# A copy with small programs: each prints its arguments, one in a line.
copy=$tmp/copy
mkdir -p "$copy/lib" "$copy/ch05/wire" "$copy/ch05/watch" &&
    cp Makefile "$copy"
echo 'int used_by_no_program;' >"$copy/lib/none.c"
cat >"$copy/print.h" <<'END'
#include <stdio.h>
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
    env -u SERVER -u CLIENT -u PORT MAKEFLAGS='' SAN='' \
        make -s -C "$copy" "$@" 2>&1 | tr '\n' ' '
}

check 'make wire' '[ch05/server-v3] ' "$(made wire)"
check 'make wire with a program that make builds' '[ch05/server-v2] ' \
    "$(made wire SERVER=ch05/server-v2)"
check 'it is built' yes "$([ -x "$copy/ch05/server-v2" ] && echo yes)"
rm "$copy/ch05/server-v2"
check 'make wire with arguments: each command is one argument' \
    "[./ch05/server-v2 0.0.0.0 'a b'] [my:client  \"x\"; *] " \
    "$(made wire SERVER="./ch05/server-v2 0.0.0.0 'a b'" \
        CLIENT='my:client  "x"; *')"
check 'the program in SERVER is built' yes \
    "$([ -x "$copy/ch05/server-v2" ] && echo yes)"
check 'make watch' '[9877] ' "$(made watch)"
check 'make watch with a port and a command that has a colon' \
    '[9999] [./mine: 127.0.0.1] ' \
    "$(made watch PORT=9999 SERVER='./mine: 127.0.0.1')"
check 'the variables may also come from the environment' '[9877] [a:b c] ' \
    "$(export SERVER='a:b c'; env MAKEFLAGS='' SAN='' \
        make -s -C "$copy" watch 2>&1 | tr '\n' ' ')"
finish_tests
