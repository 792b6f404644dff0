/* quiet: wait for a FIN, or send and never read. */
#include "unp.h"
#include "peer.h"

#include <poll.h>           /* poll */

/* Returns "ok" if the next thing that comes is a FIN, otherwise what came. */
const char *
want_fin(int fd)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char byte;
    ssize_t n;

    if (poll(&p, 1, SILENCE) == 0)
        return "no FIN: none in 2 s";
    n = recv(fd, &byte, 1, MSG_DONTWAIT);
    return n == 0 ? "ok" : n > 0 ? "more bytes: than were sent" : "RST: no FIN";
}

/* Send until nothing more can be sent for 100 ms, or 16 MiB. Returns "ok". */
const char *
fill(int fd)
{
    static const char block[ECHOBUF];
    struct pollfd p = { .fd = fd, .events = POLLOUT };
    size_t sent = 0;

    while (sent < 16 << 20 && poll(&p, 1, 100) == 1) {
        ssize_t n = send(fd, block, sizeof(block), MSG_NOSIGNAL | MSG_DONTWAIT);

        if (n < 0 && errno != EAGAIN)
            return "RST: the connection has ended";
        sent += n > 0 ? (size_t)n : 0;
    }
    return "ok";
}

/* Returns a connection, or -1 if no client comes in time. */
int
accept_soon(int listenfd)
{
    struct pollfd p = { .fd = listenfd, .events = POLLIN };

    return poll(&p, 1, SILENCE) == 0 ? -1 : accept(listenfd, NULL, NULL);
}
