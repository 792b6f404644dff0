/*
 * wrapsock: the socket calls, with the error handled (UNP 1.4).
 * Name() takes and returns what POSIX's name() does; on error it prints
 * "program: name: reason" and exits with status 1. It never retries.
 */
#include "unp.h"

/* Returns a descriptor for the next connection; addr, len may be NULL. */
int
Accept(int fd, struct sockaddr *addr, socklen_t *len)
{
    int connfd = accept(fd, addr, len);

    if (connfd < 0)
        err_sys("accept");
    return connfd;
}

/* Give fd its local address. */
void
Bind(int fd, const struct sockaddr *addr, socklen_t len)
{
    if (bind(fd, addr, len) < 0)
        err_sys("bind");
}

/* Connect to addr. It returns when the handshake is complete. */
void
Connect(int fd, const struct sockaddr *addr, socklen_t len)
{
    if (connect(fd, addr, len) < 0)
        err_sys("connect");
}

/* Get the local address of fd. *len: in, the size of addr; out, bytes used. */
void
Getsockname(int fd, struct sockaddr *addr, socklen_t *len)
{
    if (getsockname(fd, addr, len) < 0)
        err_sys("getsockname");
}

/* Convert text, such as "127.0.0.1", to addr. Other text ends the program. */
void
Inet_pton(int family, const char *text, void *addr)
{
    int result = inet_pton(family, text, addr);

    if (result < 0)
        err_sys("inet_pton");
    if (result == 0)
        err_quit("inet_pton: not an address: '%s'", text);
}

/* Let clients connect; about `backlog` of them can wait for accept. */
void
Listen(int fd, int backlog)
{
    if (listen(fd, backlog) < 0)
        err_sys("listen");
}

/* Set one option of fd to the len bytes at val. */
void
Setsockopt(int fd, int level, int name, const void *val, socklen_t len)
{
    if (setsockopt(fd, level, name, val, len) < 0)
        err_sys("setsockopt");
}

/* End one direction. SHUT_WR sends our FIN; fd can still be read. */
void
Shutdown(int fd, int how)
{
    if (shutdown(fd, how) < 0)
        err_sys("shutdown");
}

/* Returns the descriptor of a new socket. */
int
Socket(int family, int type, int protocol)
{
    int fd = socket(family, type, protocol);

    if (fd < 0)
        err_sys("socket");
    return fd;
}
