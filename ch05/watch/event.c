/* event: what happens, a line each. */
#include "watch.h"

#include <stdarg.h>         /* va_list */
#include <time.h>           /* clock_gettime */

#define MOST 200            /* no screen shows more of them */

static char lines[MOST][120];
static int count;           /* of all events */

/* Returns milliseconds since some moment in the past. */
long
now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* This has happened. Keep it for the screen; without one, print it. */
void
event(const char *fmt, ...)
{
    static long start;
    char *line = lines[count % MOST];
    va_list ap;
    long ms;
    int n;

    if (count == 0)
        start = now_ms();
    ms = now_ms() - start;
    n = snprintf(line, sizeof(lines[0]), "%5ld.%03ld  ", ms / 1000, ms % 1000);
    va_start(ap, fmt);
    vsnprintf(line + n, sizeof(lines[0]) - (size_t)n, fmt, ap);
    va_end(ap);
    count++;
    if (on_screen)
        return;
    printf("%s\n", line);
    if (fflush(stdout) == EOF)
        output_failed();
}

/* Returns event `number` from the end, 1 is the last; NULL if there are not so
 * many. */
const char *
event_last(int number)
{
    return number < 1 || number > count || number > MOST
        ? NULL : lines[(count - number) % MOST];
}
