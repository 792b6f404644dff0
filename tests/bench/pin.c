/*
 * pin: functions that only Linux has. On other systems the bench runs without
 * them, and says so. The feature macro is only for this file.
 */
#ifdef __linux__
#define _GNU_SOURCE         /* sched_setaffinity */
#include <sched.h>
#include <sys/prctl.h>
#endif
#include "measure.h"

/*
 * If on is 1, this process and its children run from now on only on the first
 * CPU that it may use. If on is 0, they run again on all CPUs that it may use.
 * Returns the number of the first CPU, or -1 if this is impossible.
 */
int
pin(int on)
{
#ifdef __linux__
    static cpu_set_t all;
    cpu_set_t one;
    int cpu = 0;

    if (CPU_COUNT(&all) == 0 && sched_getaffinity(0, sizeof(all), &all) < 0)
        return -1;
    while (!CPU_ISSET(cpu, &all))
        cpu++;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    if (sched_setaffinity(0, sizeof(one), on ? &one : &all) == 0)
        return cpu;
#endif
    (void)on;
    return -1;
}

/*
 * From now on this process adopts the orphans of our servers, so end_target can
 * wait for them: v1's zombies are reaped, and no process disturbs the next
 * measure.
 */
void
adopt_orphans(void)
{
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}
