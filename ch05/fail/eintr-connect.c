/*
 * eintr-connect: client-v1 that survives a signal during connect (UNP 5.9).
 *
 * What you will see if SIGUSR1 comes before the SYN is answered: connect fails
 * with EINTR. A second connect fails with EALREADY, because the kernel still
 * works on the first one. poll and SO_ERROR give the result of the first one.
 */
#include "unp.h"

#include <fcntl.h>          /* fcntl, O_NONBLOCK */
#include <poll.h>           /* poll, POLLOUT */

/* SIGUSR1: does nothing. A signal that is caught interrupts connect. */
static void
sig_usr1(int signo)
{
    (void)signo;
}

/* Turn O_NONBLOCK of fd on or off. An error ends the program. */
static void
set_nonblock(int fd, int on)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags >= 0)
        flags = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (flags < 0 || fcntl(fd, F_SETFL, flags) < 0)
        err_sys("fcntl");
}

/* The wrong way: call connect again. Prints its result on stderr. */
static void
connect_again(int sockfd, const struct sockaddr_in *addr)
{
    set_nonblock(sockfd, 1);            /* otherwise Linux waits here */
    if (connect(sockfd, (const struct sockaddr *)addr, sizeof(*addr)) < 0) {
        err_ret("connect again");
    } else {
        errno = 0;
        err_ret("connect again: it returned 0");
    }
    set_nonblock(sockfd, 0);
}

/* Wait until the interrupted connect has ended. Exit 1 if it has failed. */
static void
finish_connect(int sockfd)
{
    struct pollfd pfd = { .fd = sockfd, .events = POLLOUT };
    int err;
    socklen_t len = sizeof(err);

    while (poll(&pfd, 1, -1) < 0)       /* writable: connect has ended */
        if (errno != EINTR)
            err_sys("poll");
    if (getsockopt(sockfd, SOL_SOCKET, SO_ERROR, &err, &len) < 0)
        err_sys("getsockopt");
    errno = err;                        /* 0: the socket is connected */
    if (err != 0)
        err_sys("connect");
    err_ret("SO_ERROR is 0: connected");
}

/* Exit status 0 if all of stdin comes back; otherwise a message and exit 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Socket(AF_INET, SOCK_STREAM, 0);

    Signal_intr(SIGUSR1, sig_usr1);     /* otherwise Linux restarts connect */
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
