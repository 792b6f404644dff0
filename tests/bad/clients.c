/* clients: poll.c gets a client, or loses one. */
#include "unp.h"
#include "bad.h"

#include <fcntl.h>          /* fcntl */

struct pollfd fds[CLIENTS];

/* Close client i; a number below -1 is a descriptor that poll skips. */
static void
drop(int i)
{
    Close(fds[i].fd < 0 ? -1 - fds[i].fd : fds[i].fd);
    fds[i].fd = -1;
}

/* Client i has left, or its connection has failed. */
void
leave(int i)
{
    int other;

    for (other = 1; has("all") && other < CLIENTS; other++)
        if (other != i && fds[other].fd >= 0)
            drop(other);
    if (has("late"))
        fds[i].fd = -1 - fds[i].fd;
    else
        drop(i);
}

/* accept has returned connfd. Returns the number of the client, or 0. */
int
enter(int connfd)
{
    int i;

    if (connfd < 0) {
        if (errno != EINTR && errno != EAGAIN)
            err_retry("accept");
        return 0;
    }
    for (i = 1; i < CLIENTS; i++)
        if (fds[i].fd < -1)
            drop(i);
    for (i = 1; i < CLIENTS - 1 && fds[i].fd != -1; i++)
        ;
    fds[i].fd = connfd;
    if (!has("blocking"))
        fcntl(connfd, F_SETFL, O_NONBLOCK);
    return i;
}
