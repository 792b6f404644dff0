/*
 * eintr-connect: client-v1 that survives a signal during connect (UNP 5.9).
 *
 * What you will see, when SIGUSR1 comes while its SYN is not answered: EINTR;
 * connect called again says EALREADY, for the first one goes on in the kernel;
 * poll and SO_ERROR tell how that one ends.
 */
#include "unp.h"

#include <fcntl.h>          /* fcntl, O_NONBLOCK */
#include <poll.h>           /* poll, POLLOUT */

/* SIGUSR1: it is caught, that is all that it takes to interrupt connect. */
static void
sig_usr1(int signo)
{
    (void)signo;
}

/* Turn O_NONBLOCK of fd on or off. Error: exit 1. */
static void
set_nonblock(int fd, int on)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags >= 0)
        flags = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (flags < 0 || fcntl(fd, F_SETFL, flags) < 0)
        err_sys("fcntl");
}

/* What not to do: the same connect again. Says on stderr what comes of it. */
static void
connect_again(int sockfd, const struct sockaddr_in *addr)
{
    set_nonblock(sockfd, 1);            /* or Linux waits here once more */
    if (connect(sockfd, (const struct sockaddr *)addr, sizeof(*addr)) < 0) {
        err_ret("connect again");
    } else {
        errno = 0;
        err_ret("connect again: it returned 0");
    }
    set_nonblock(sockfd, 0);
}

/* Wait for the end of the connect that was interrupted. It failed: exit 1. */
static void
finish_connect(int sockfd)
{
    struct pollfd pfd = { .fd = sockfd, .events = POLLOUT };
    int err;
    socklen_t len = sizeof(err);

    while (poll(&pfd, 1, -1) < 0)       /* writable: the connect has ended */
        if (errno != EINTR)
            err_sys("poll");
    if (getsockopt(sockfd, SOL_SOCKET, SO_ERROR, &err, &len) < 0)
        err_sys("getsockopt");
    errno = err;                        /* 0: the connection is there */
    if (err != 0)
        err_sys("connect");
    err_ret("SO_ERROR is 0: connected");
}

/* Exit status 0 when all of stdin has come back; otherwise 1 and a message. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Socket(AF_INET, SOCK_STREAM, 0);

    Signal_intr(SIGUSR1, sig_usr1);     /* Linux restarts connect otherwise */
    if (connect(sockfd, (struct sockaddr *)&servaddr, sizeof(servaddr)) < 0) {
        if (errno != EINTR)
            err_sys("connect");
        err_ret("connect");
        connect_again(sockfd, &servaddr);
        finish_connect(sockfd);
        connect_again(sockfd, &servaddr);
    }
    str_cli(STDIN_FILENO, sockfd);
    Close(sockfd);
    return 0;
}
