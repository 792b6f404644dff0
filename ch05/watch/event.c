/* event: what has happened, a line each, and the way of all output. */
#include "watch.h"

#include <limits.h>         /* PIPE_BUF */
#include <poll.h>           /* poll */
#include <stdarg.h>         /* va_list */

enum { MOST = 200 };        /* no screen shows more of them */

volatile sig_atomic_t end_signal;
int on_screen;
static char lines[MOST][160];
static int count;           /* of all events */

void
output(const char *bytes, size_t len)
{
    struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
    ssize_t n;

    while (len > 0) {
        if (end_signal != 0)
            exit(1);                /* at the exit, the signal kills us */
        /* a write that would block could not be interrupted in time */
        if (poll(&out, 1, 500) <= 0)
            continue;
        n = write(STDOUT_FILENO, bytes, len < PIPE_BUF ? len : PIPE_BUF);
        if (n < 0 && errno == EPIPE)
            exit(0);                /* a reader that has gone is no error */
        if (n < 0 && errno != EINTR)
            err_sys("stdout");
        bytes += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
}

void
event(const char *fmt, ...)
{
    static long long start;
    char *line = lines[count % MOST];
    size_t size = sizeof(lines[0]) - 1, len;    /* and a newline */
    long long ms;
    va_list ap;

    if (count++ == 0)
        start = clock_ms();
    ms = clock_ms() - start;
    len = (size_t)snprintf(line, size, "%5lld.%03lld  ", ms / 1000, ms % 1000);
    va_start(ap, fmt);
    vsnprintf(line + len, size - len, fmt, ap);
    va_end(ap);
    if (on_screen)
        return;
    len = strlen(line);
    line[len] = '\n';
    output(line, len + 1);          /* no screen will show it again */
}

const char *
event_last(int number)
{
    return number < 1 || number > count || number > MOST
        ? NULL : lines[(count - number) % MOST];
}

void *
grow(void *array, size_t count_now, size_t *room, size_t size)
{
    if (count_now < *room)
        return array;
    *room = 2 * count_now + 64;
    array = realloc(array, *room * size);
    if (array == NULL)
        err_sys("realloc");
    return array;
}
