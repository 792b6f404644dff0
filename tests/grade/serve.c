/* serve: the peer is the server of a client. */
#include "unp.h"
#include "peer.h"

#include <netinet/tcp.h>    /* TCP_NODELAY */
#include <poll.h>           /* poll */

/* Send n bytes, in pieces. Returns 0 if the client has gone. */
static int
send_all(int fd, const char *buf, size_t n, size_t piece)
{
    ssize_t sent;

    for (; n > 0; buf += sent, n -= (size_t)sent) {
        sent = send(fd, buf, n < piece ? n : piece, MSG_NOSIGNAL);
        if (sent < 0)
            return 0;
        if (piece == 1)
            pause_ms(1);
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
            pause_ms(800);
        if (!send_all(*fd, buf, (size_t)n, self->what[0] == 'b' ? 1 : ECHOBUF))
            return "RST: the client has gone";
    }
    return "no FIN: the client sends nothing for 2 s";
}
