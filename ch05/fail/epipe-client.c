/*
 * epipe-client: sigpipe-client with SIGPIPE ignored: one call (UNP 5.13).
 *
 * What you will see: the second line after the server is gone is an error that
 * the program can handle: "write: Broken pipe", exit status 1.
 * Still wrong: it reads no echo before all lines are sent.
 */
#include "unp.h"

/* Put the left bytes that are still to come from sockfd on stdout. */
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

/* Returns 0 when all of stdin has come back. On error: message, exit 1. */
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
