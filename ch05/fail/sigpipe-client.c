/*
 * sigpipe-client: writes twice to a server that has closed (UNP 5.13).
 *
 * Still wrong: it sends all lines before it reads an echo, so it does not see
 * the server's FIN. The server's host answers the next line with a RST, and
 * the line after that kills the client with SIGPIPE. (With megabytes of input
 * it blocks, as never-reads does.)
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

/* Exit status 0 if all of stdin comes back; otherwise exit 1, or SIGPIPE. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Tcp_connect(&servaddr);
    struct linebuf in;
    char line[MAXLINE];
    size_t sent = 0;
    ssize_t n;

    Signal(SIGPIPE, SIG_DFL);           /* it kills without a message */
    linebuf_init(&in, STDIN_FILENO);
    while ((n = Readline(&in, line, sizeof(line))) > 0) {
        Writen(sockfd, line, (size_t)n);
        sent += (size_t)n;
    }
    read_echo(sockfd, sent);
    Close(sockfd);
    return 0;
}
