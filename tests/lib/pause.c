/* lib-pause: how long pause_ms asks nanosleep to sleep. */
#include "check.h"

#include <time.h>           /* nanosleep */

static struct timespec asked[2];
static int calls;

/* Takes the place of nanosleep: a signal interrupts the first call. */
static int
interrupted_nanosleep(const struct timespec *time, struct timespec *left)
{
    asked[calls] = *time;
    if (calls++ > 0)
        return 0;
    *left = (struct timespec){ .tv_sec = 1, .tv_nsec = 7 };
    errno = EINTR;
    return -1;
}

#define nanosleep interrupted_nanosleep
#include "../../lib/pause_ms.c"
#undef nanosleep

int
main(void)
{
    pause_ms(2345);
    check_num("pause_ms: after a signal it sleeps again, once", 2, calls);
    check_num("pause_ms(2345): seconds", 2, (long)asked[0].tv_sec);
    check_num("pause_ms(2345): nanoseconds", 345000000, asked[0].tv_nsec);
    check_num("pause_ms: then for the rest, seconds", 1, (long)asked[1].tv_sec);
    check_num("pause_ms: then for the rest, nanoseconds", 7, asked[1].tv_nsec);
    return 0;
}
