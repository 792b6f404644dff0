/* pause_ms: a sleep that a signal does not shorten (POSIX nanosleep). */
#include "unp.h"

#include <time.h>           /* nanosleep */

/* Sleep for ms milliseconds. Handlers run meanwhile. It cannot fail. */
void
pause_ms(long ms)
{
    struct timespec left = {
        .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L
    };

    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;                       /* left is now the remaining time */
}
