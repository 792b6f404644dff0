/* round-trips: send 64 bytes and read the echo, many times, one connection. */
#include "measure.h"

/* result[0]: round trips per second; [1], [2]: microseconds, p50 and p99. */
void
measure_round_trips(const struct target *t, double *result)
{
    double *took = malloc((size_t)amount.round_trips * sizeof(*took));
    double start, before, after;
    int sockfd = client(t), i;
    char message[65];

    if (took == NULL)
        err_sys("malloc");
    start = before = now();
    for (i = 0; i < amount.round_trips; i++) {
        snprintf(message, sizeof(message), "%064d", i);
        exchange(sockfd, message, 64);
        after = now();
        took[i] = after - before;
        before = after;
    }
    result[0] = amount.round_trips / (before - start);
    result[1] = percentile(took, amount.round_trips, 50) * 1e6;
    result[2] = percentile(took, amount.round_trips, 99) * 1e6;
    free(took);
    Close(sockfd);
}
