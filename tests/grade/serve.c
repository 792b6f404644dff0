/* serve: the peer is the server of a client. */
#include "unp.h"
#include "peer.h"

#include <netinet/tcp.h>    /* TCP_NODELAY */
#include <poll.h>           /* poll */

/* Returns 1 if the client has read all that was sent, otherwise 0 (Linux). */
static int
all_read(int fd)
{
    struct sockaddr_in ours, its;
    socklen_t len = sizeof(ours);
    unsigned local, remote, unsent, unread, left = 0;
    FILE *table = fopen("/proc/net/tcp", "r");
    char line[512];

    getsockname(fd, (struct sockaddr *)&ours, &len);
    getpeername(fd, (struct sockaddr *)&its, &len);
    while (table != NULL && fgets(line, sizeof(line), table) != NULL)
        if (sscanf(line, " %*d: %*x:%x %*x:%x %*x %x:%x", &local, &remote,
                   &unsent, &unread) != 4)
            continue;
        else if (local == ntohs(ours.sin_port) && remote == ntohs(its.sin_port))
            left += unsent;
        else if (local == ntohs(its.sin_port) && remote == ntohs(ours.sin_port))
            left += unread;
    if (table != NULL)
        fclose(table);
    return left == 0;
}

/* Wait until the client has read all that was sent, for at most a second. */
static void
wait_read(int fd)
{
    int tries;

    for (tries = 0; tries < 200 && !all_read(fd); tries++)
        pause_ms(5);
}

/*
 * Send n bytes, in pieces. If a piece is one byte, the client reads the first
 * one alone. Returns 0 if the client has gone.
 */
static int
send_all(int fd, const char *buf, size_t n, size_t piece)
{
    ssize_t sent;
    int first = 1;

    for (; n > 0; buf += sent, n -= (size_t)sent) {
        sent = send(fd, buf, n < piece ? n : piece, MSG_NOSIGNAL);
        if (sent < 0)
            return 0;
        if (piece == 1) {
            if (first)
                wait_read(fd);
            pause_ms(1);
        }
        first = 0;
    }
    return 1;
}

/* Echo until the client's FIN, or until nothing comes. */
const char *
do_serve(int *fd, const struct command *self, const char *text)
{
    struct pollfd p = { .fd = *fd, .events = POLLIN };
    char buf[MAXLINE];
    ssize_t n;
    int on = 1;

    (void)text;
    setsockopt(*fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    while (poll(&p, 1, SILENCE) == 1) {
        if ((n = recv(*fd, buf, sizeof(buf), 0)) < 0)
            return "RST: the client has gone";
        if (n == 0)
            return "ok";
        if (self->what[0] == 's')
            pause_ms(1600);
        if (!send_all(*fd, buf, (size_t)n, self->what[0] == 'b' ? 1 : ECHOBUF))
            return "RST: the client has gone";
    }
    return "no FIN: the client sends nothing for 2 s";
}
