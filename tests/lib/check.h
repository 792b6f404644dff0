/*
 * check.h: what the C tests of the library share. Each test prints lines
 * "TEXT|WANT|GOT"; tests/lib/lib.t compares and counts them.
 */
#ifndef CHECK_H
#define CHECK_H

#include "unp.h"

/* Print one test point that compares two numbers. */
static inline void
check_num(const char *text, long want, long got)
{
    printf("%s|%ld|%ld\n", text, want, got);
    fflush(stdout);             /* some of these programs fork */
}

/*
 * Print one test point that compares len bytes. It prints a NUL as \0 and a
 * newline as \n.
 */
static inline void
check_mem(const char *text, const char *want, const char *got, size_t len)
{
    const char *side[2];
    size_t i, s;

    side[0] = want;
    side[1] = got;
    printf("%s", text);
    for (s = 0; s < 2; s++) {
        putchar('|');
        for (i = 0; i < len; i++)
            if (side[s][i] == '\0' || side[s][i] == '\n')
                printf("%s", side[s][i] == '\0' ? "\\0" : "\\n");
            else
                putchar(side[s][i]);
    }
    putchar('\n');
    fflush(stdout);
}

/* Make a pipe with len bytes of text, then EOF. Returns its read end. */
static inline int
pipe_with(const char *text, size_t len)
{
    int fd[2];

    if (pipe(fd) < 0)
        err_sys("pipe");
    Writen(fd[1], text, len);
    Close(fd[1]);
    return fd[0];
}

#endif
