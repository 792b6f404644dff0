/*
 * burst: many clients connect at once, and close at once. If the queue of the
 * listening socket is full, the kernel drops a SYN, and the client retransmits
 * it only after a second. So the time depends on LISTENQ more than on the
 * server's code (UNP 4.5).
 */
#include "measure.h"

#define PATIENCE    4.0     /* after so many seconds no new client connects */

/*
 * result[0]: milliseconds until all clients are connected; [1]: milliseconds
 * from the first client's FIN until the server's last FIN.
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
    for (i = 0; i < opened; i++)    /* each has a child before it closes */
        exchange(sockfd[i], "hello, world\n", 13);
    start = now();
    for (i = 0; i < opened; i++)
        Shutdown(sockfd[i], SHUT_WR);
    for (i = 0; i < opened; i++)
        if (Readn(sockfd[i], &c, 1) != 0)
            err_quit("burst: the server sent a byte too many");
    if (opened == amount.burst) {
        result[0] = took * 1e3;
        result[1] = (now() - start) * 1e3;
    }
    for (i = 0; i < opened; i++)
        Close(sockfd[i]);
    free(sockfd);
}
