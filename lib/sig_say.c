/*
 * sig_say: a line on stdout from a signal handler.
 * printf may not be called there (POSIX 2.4.3): the signal may have come in
 * the middle of another printf. write(2) may; one write is one whole line.
 */
#include "unp.h"

#include <stdarg.h>         /* va_list */

/* Put number's decimal digits at p; returns the place behind them. */
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
 * Write fmt and a newline with one write(2); each "%d" in it is the next int.
 * fmt is cut once 242 bytes are filled. errno is kept; an error of write is not
 * reported: there is nobody in a handler to report it to. (A pipe that nobody
 * reads is SIGPIPE, and the end of the program, as with any output.)
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
