/*
 * batch-client: waits for stdin and for the server at once, as poll-client
 * does, but closes the connection at EOF on stdin (UNP 6.5).
 *
 * You will see: all lines of a file are sent at once. EOF on stdin comes before
 * the echoes, and the lines that are still on their way get lost.
 * Still wrong: EOF on stdin ends what it sends, not what it should receive.
 */
#include "unp.h"

#include <poll.h>           /* poll */

/* Copy what is there from one descriptor to another. Returns 0 at EOF. */
static ssize_t
copy(int from, int to)
{
    char buf[ECHOBUF];
    ssize_t n;

    while ((n = read(from, buf, sizeof(buf))) < 0)
        if (errno != EINTR)
            err_sys("read");
    Writen(to, buf, (size_t)n);
    return n;
}

/* Exits with 0 at EOF on stdin. If the server ends first: message, exit 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Tcp_connect(&servaddr);
    struct pollfd fd[2] = {
        { .fd = sockfd, .events = POLLIN },
        { .fd = STDIN_FILENO, .events = POLLIN },
    };

    Signal(SIGPIPE, SIG_IGN);
    for (;;) {
        if (poll(fd, 2, -1) < 0) {
            if (errno != EINTR)
                err_sys("poll");
            continue;
        }
        if (fd[0].revents != 0 && copy(sockfd, STDOUT_FILENO) == 0)
            err_quit("server terminated prematurely");
        if (fd[1].revents != 0 && copy(STDIN_FILENO, sockfd) == 0)
            break;                      /* the bug: what of the echoes? */
    }
    Close(sockfd);
    return 0;
}
