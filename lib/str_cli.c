/* str_cli: what a client does with its connection (UNP 5.5). */
#include "unp.h"

/*
 * Copy exactly `left` bytes from sockfd to stdout. If fewer come, or on an
 * error, it prints a message and exits with status 1.
 */
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
 * Send each line from infd and copy its echo to stdout, until EOF on infd. The
 * bytes of the echo are counted, so a last line needs no newline, and a long
 * line is sent in pieces of MAXLINE - 1 bytes. On an error, or if the server
 * closes before the echo is complete, it prints a message and exits with
 * status 1.
 */
void
str_cli(int infd, int sockfd)
{
    struct linebuf in;
    char line[MAXLINE];
    ssize_t n;

    linebuf_init(&in, infd);
    /* While read waits for stdin, a FIN on sockfd goes unseen. */
    while ((n = Readline(&in, line, sizeof(line))) > 0) {
        Writen(sockfd, line, (size_t)n);
        copy_echo(sockfd, (size_t)n);
    }
}
