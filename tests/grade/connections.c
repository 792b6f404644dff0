/* connections: how peer begins and ends a connection. */
#include "unp.h"
#include "peer.h"

#include <netinet/tcp.h>    /* TCP_NODELAY */

struct sockaddr_in peer_address;

/* Returns text for an error: "no connect: Connection refused". */
static const char *
failed(const char *what)
{
    static char text[100];

    snprintf(text, sizeof(text), "no %s: %s", what, strerror(errno));
    return text;
}

/* Connect, and send each piece at once. */
const char *
do_open(int *fd, const struct command *self, const char *text)
{
    int on = 1;

    (void)self, (void)text;
    *fd = Socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(*fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return connect(*fd, (struct sockaddr *)&peer_address,
                   sizeof(peer_address)) < 0 ? failed("connect") : "ok";
}

/* Listen at our address, or accept a connection there. */
const char *
do_listen(int *fd, const struct command *self, const char *text)
{
    static int listenfd = -1;
    socklen_t len = sizeof(peer_address);
    int on = 1;

    (void)text;
    if (self->what[0] == 'a')
        return (*fd = accept_soon(listenfd)) < 0 ? "no client" : "ok";
    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(listenfd, (struct sockaddr *)&peer_address, len) < 0
        || listen(listenfd, LISTENQ) < 0)
        return failed("listen");
    return "ok";
}

/* Close: our FIN, or a RST. Or send a FIN and stay. */
const char *
do_close(int *fd, const struct command *self, const char *text)
{
    struct linger now = { .l_onoff = 1, .l_linger = 0 };

    (void)text;
    if (self->what[0] == 'f')
        return shutdown(*fd, SHUT_WR) < 0 ? failed("close") : "ok";
    if (self->what[0] == 'r')
        setsockopt(*fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    return close(*fd) < 0 ? failed("close") : "ok";
}
