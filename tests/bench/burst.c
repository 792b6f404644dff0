/*
 * burst: many clients connect at once, and leave at once. Where the queue of
 * the listening socket is too short for them a SYN is dropped, and sent again
 * only after a second: LISTENQ decides, not the server's code (UNP 4.5).
 */
#include "measure.h"

#define PATIENCE    4.0     /* seconds for all to connect; then enough */

/*
 * result[0]: milliseconds until all are connected; [1]: from the first FIN
 * until the server has answered the last with its own.
 */
void
measure_burst(const struct target *t, double *result)
{
    int *sockfd = malloc((size_t)amount.burst * sizeof(*sockfd));
    int opened = 0, i;
    double start = now(), took = 0;
    char c;

    if (sockfd == NULL)
        err_sys("malloc");
    while (opened < amount.burst && took < PATIENCE) {
        sockfd[opened++] = client(t);
        took = now() - start;
    }
    for (i = 0; i < opened; i++)    /* all have a child before they go */
        exchange(sockfd[i], "hello, world\n", 13);
    start = now();
    for (i = 0; i < opened; i++)
        Shutdown(sockfd[i], SHUT_WR);
    for (i = 0; i < opened; i++)
        if (Readn(sockfd[i], &c, 1) != 0)
            err_quit("burst: a byte after the last");
    if (opened == amount.burst) {
        result[0] = took * 1e3;
        result[1] = (now() - start) * 1e3;
    }
    for (i = 0; i < opened; i++)
        Close(sockfd[i]);
    free(sockfd);
}
