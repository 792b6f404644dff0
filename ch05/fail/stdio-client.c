/*
 * stdio-client: waits for stdin with poll, but reads it with fgets (UNP 6.5).
 *
 * You will see: three lines arrive at once. fgets takes all of them from the
 * descriptor and returns one; the others stay in the buffer of stdio. poll asks
 * the kernel, which has nothing left, so they wait for the next line or EOF.
 */
#include "unp.h"

#include <poll.h>           /* poll */

/* Copy what is there from sockfd to stdout. EOF or error: exit 1. */
static void
show_echo(int sockfd)
{
    char buf[MAXLINE];
    ssize_t n = read(sockfd, buf, sizeof(buf));

    if (n < 0)
        err_sys("read");
    if (n == 0)
        err_quit("server terminated prematurely");
    Writen(STDOUT_FILENO, buf, (size_t)n);
}

/* Send the next line of stdin. Returns 0 at EOF, otherwise 1. */
static int
send_line(int sockfd)
{
    char line[MAXLINE];

    if (fgets(line, sizeof(line), stdin) == NULL) {
        if (ferror(stdin))
            err_sys("fgets");
        return 0;
    }
    Writen(sockfd, line, strlen(line));     /* the bug: only this line */
    return 1;
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
        if (fd[0].revents != 0)
            show_echo(sockfd);
        if (fd[1].revents != 0 && !send_line(sockfd))
            break;
    }
    Close(sockfd);
    return 0;
}
