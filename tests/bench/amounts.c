/* amounts: how much work each measure does, within the limits of this user. */
#include "measure.h"

#include <limits.h>         /* OPEN_MAX */
#include <sys/resource.h>   /* setrlimit */

struct amounts amount;

/* Reduce *number to `most` if it is larger. */
static void
limit(int *number, long most)
{
    if (*number > most)
        *number = (int)most;
}

/*
 * Set the amounts. With quick, they only show that the bench works. Otherwise
 * they are large enough for stable figures. The bench uses at most a quarter of
 * the processes (v1 leaves a zombie for each connection), and it leaves 64
 * descriptors unused.
 */
void
choose_amounts(int quick)
{
    const struct amounts little = { 1, 20, 100, 1, 50, 5, 2048, 50 };
    const struct amounts plenty = {
        ROUNDS, 300, 3000, 64, 3000, 400, 131072, 3000 };
    struct rlimit files;
    long open_max, child_max = sysconf(_SC_CHILD_MAX);

    amount = quick ? little : plenty;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
#ifdef __APPLE__                            /* it takes no RLIM_INFINITY */
        if (files.rlim_cur > OPEN_MAX)
            files.rlim_cur = OPEN_MAX;
#endif
        setrlimit(RLIMIT_NOFILE, &files);   /* on failure: no change */
    }
    open_max = sysconf(_SC_OPEN_MAX);
    if (open_max >= 0)
        limit(&amount.burst, open_max - 64);
    if (child_max >= 0) {
        limit(&amount.burst, child_max / 4);
        limit(&amount.connections, child_max / 4);
        limit(&amount.live, child_max / 4);
    }
    limit(&amount.open, amount.burst);
}
