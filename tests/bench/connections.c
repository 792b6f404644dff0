/* connections: connect, echo one line, close; then the next (UNP 5.2). */
#include "measure.h"

/* result[0]: connections per second. */
void
measure_connections(const struct target *t, double *result)
{
    double start = now();
    int i;

    for (i = 0; i < amount.connections; i++) {
        int sockfd = client(t);

        exchange(sockfd, "hello, world\n", 13);
        Close(sockfd);
    }
    result[0] = amount.connections / (now() - start);
}
