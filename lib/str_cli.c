/* str_cli: what a client does with its connection (UNP 5.5). */
#include "unp.h"

/* Put the next left bytes from sockfd on stdout; less than that: exit 1. */
static void
copy_echo(int sockfd, size_t left)
{
    char buf[MAXLINE];

    while (left > 0) {
        ssize_t n = read(sockfd, buf, left < sizeof(buf) ? left : sizeof(buf));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            err_sys("read");
        if (n == 0)
            err_quit("str_cli: server terminated prematurely");
        Writen(STDOUT_FILENO, buf, (size_t)n);
        left -= (size_t)n;
    }
}

/*
 * Send a line from infd, wait for its echo, put it on stdout; until EOF on
 * infd. Any bytes: the echo is counted, not searched for a newline, so a last
 * line without one does not hang, and a long one goes in pieces of MAXLINE - 1.
 * An error, or the server gone before the echo is complete: message, exit 1.
 */
void
str_cli(int infd, int sockfd)
{
    struct linebuf in;
    char line[MAXLINE];
    ssize_t n;

    linebuf_init(&in, infd);
    while ((n = Readline(&in, line, sizeof(line))) > 0) {   /* blocked here, */
        Writen(sockfd, line, (size_t)n);            /* it misses a FIN there */
        copy_echo(sockfd, (size_t)n);
    }
}
