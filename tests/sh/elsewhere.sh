#!/bin/sh
# elsewhere.sh GOAL: what make says about this goal on a system that is not
# Linux. Exit status 2, or 0 if the goal is "chapter", where only some of it is
# missing.

if [ "$1" = chapter ]; then
    echo "make: watch, wire and grade need Linux; 'make watch' says how."
    exit
fi
cat >&2 <<EOF
make $1 needs Linux, because it looks into /proc. In a container, type:
    docker run --rm -it --cap-add SYS_ADMIN --cap-add NET_ADMIN \\
        -v "\$PWD:/unp" -w /unp gcc make $1
EOF
exit 2
