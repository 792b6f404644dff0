/* wrapstdio: the calls of stdio, with the error handled (UNP 1.4). */
#include "unp.h"

/*
 * Read a line of at most size - 1 bytes. Returns line, or NULL at EOF. On an
 * error it prints a message and exits with status 1.
 */
char *
Fgets(char *line, int size, FILE *in)
{
    char *got = fgets(line, size, in);

    if (got == NULL && ferror(in))
        err_sys("fgets");
    return got;
}

/* Print text. On an error it prints a message and exits with status 1. */
void
Fputs(const char *text, FILE *out)
{
    if (fputs(text, out) == EOF)
        err_sys("fputs");
}
