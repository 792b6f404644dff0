/* figures: a clock, and the median of many numbers. */
#include "measure.h"

#include <time.h>           /* clock_gettime */

/* Returns seconds, of a clock that no user can set. It cannot fail. */
double
now(void)
{
    struct timespec t = { 0, 0 };

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* For qsort: the smallest value comes first. */
static int
by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Sort the n values. Returns the one that `percent` of them are below. */
double
percentile(double *values, int n, int percent)
{
    qsort(values, (size_t)n, sizeof(*values), by_value);
    return values[(n - 1) * percent / 100];
}
