/* amounts: how much work the measures do, within the limits of this user. */
#include "measure.h"

#include <sys/resource.h>   /* setrlimit */

struct amounts amount;

/* Make *number at most most. */
static void
limit(int *number, long most)
{
    if (*number > most)
        *number = (int)most;
}

/*
 * quick: so little that it only shows that the bench works. Otherwise enough
 * for figures that repeat, but of the descriptors all but 64 at most, and of
 * the processes a quarter (v1 leaves a zombie for each connection).
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
        setrlimit(RLIMIT_NOFILE, &files);   /* or it stays as it was */
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
