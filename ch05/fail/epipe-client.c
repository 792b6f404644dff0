/*
 * epipe-client: sigpipe-client, but it ignores SIGPIPE (UNP 5.13).
 *
 * You will see: the second write after the server's FIN fails, and the
 * program can handle that: "write: Broken pipe", exit status 1.
 * Still wrong: it sends all lines before it reads an echo.
 */
#include "unp.h"

/*
 * Copy exactly `left` bytes from sockfd to stdout. On an error or at EOF it
 * prints a message and exits with status 1.
 */
static void
read_echo(int sockfd, size_t left)
{
    char buf[MAXLINE];

    while (left > 0) {
        ssize_t n = Readn(sockfd, buf, left < MAXLINE ? left : MAXLINE);

        if (n == 0)
            err_quit("server terminated prematurely");
        Writen(STDOUT_FILENO, buf, (size_t)n);
        left -= (size_t)n;
    }
}

/* Exit status 0 if all of stdin comes back; otherwise a message and exit 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Tcp_connect(&servaddr);
    struct linebuf in;
    char line[MAXLINE];
    size_t sent = 0;
    ssize_t n;

    Signal(SIGPIPE, SIG_IGN);           /* write returns EPIPE instead */
    linebuf_init(&in, STDIN_FILENO);
    while ((n = Readline(&in, line, sizeof(line))) > 0) {
        Writen(sockfd, line, (size_t)n);
        sent += (size_t)n;
    }
    read_echo(sockfd, sent);
    Close(sockfd);
    return 0;
}
