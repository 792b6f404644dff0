/*
 * sig_say: a line on stdout from a signal handler.
 * A handler must not call printf (POSIX 2.4.3), because the signal may have
 * interrupted another printf. It may call write(2). One write is one line.
 */
#include "unp.h"

#include <stdarg.h>         /* va_list */

/* Write number in decimal at p. Returns a pointer to the byte after it. */
static char *
put_number(char *p, int number)
{
    char digits[sizeof(int) * 3], *d = digits;
    unsigned int u = number < 0 ? 0u - (unsigned int)number
                                : (unsigned int)number;

    if (number < 0)
        *p++ = '-';
    do
        *d++ = (char)('0' + u % 10);
    while ((u /= 10) != 0);
    while (d > digits)
        *p++ = *--d;
    return p;
}

/*
 * Write fmt and a newline with one write(2); each "%d" stands for the next int.
 * A text of more than 242 bytes is cut. errno keeps its value, and an error of
 * write is ignored. A write to a pipe that no process reads raises SIGPIPE,
 * which ends the program.
 */
void
sig_say(const char *fmt, ...)
{
    int saved = errno;
    char line[256], *p = line;
    char *last = line + sizeof(line) - sizeof(int) * 3 - 2;
    va_list ap;

    va_start(ap, fmt);
    for (; *fmt != '\0' && p < last; fmt++)
        if (fmt[0] == '%' && fmt[1] == 'd') {
            p = put_number(p, va_arg(ap, int));
            fmt++;
        } else {
            *p++ = *fmt;
        }
    va_end(ap);
    *p++ = '\n';
    while (write(STDOUT_FILENO, line, (size_t)(p - line)) < 0 && errno == EINTR)
        ;
    errno = saved;
}
