/*
 * pin: what only Linux has. Elsewhere the bench runs too, and says so.
 * The feature macro is for this file alone.
 */
#ifdef __linux__
#define _GNU_SOURCE         /* sched_setaffinity */
#include <sched.h>
#include <sys/prctl.h>
#endif
#include "measure.h"

/*
 * on: from here on this process, and what it starts, runs on one CPU, the
 * first it may use; returns its number, or -1 if that cannot be had.
 * Otherwise: on all that it could use before.
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
 * From here on, orphans of our servers are our children, so that end_target
 * can wait for them: v1's zombies go, and nothing runs into the next measure.
 */
void
adopt_orphans(void)
{
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}
