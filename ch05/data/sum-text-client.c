/*
 * sum-text-client: sends lines of text and prints each answer (UNP 5.18).
 *
 * You will see: only the server checks that a line holds two numbers.
 */
#include "unp.h"

/* Copy the server's next line to stdout. If it is not whole, exit with 1. */
static void
copy_answer(struct linebuf *server)
{
    char line[MAXLINE];
    ssize_t n = Readline(server, line, sizeof(line));

    if (n == 0 || line[n - 1] != '\n')
        err_quit("server terminated prematurely");
    Writen(STDOUT_FILENO, line, (size_t)n);
}

/* Exits with 0 when each line of stdin has an answer, otherwise with 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int in_line = 0, sockfd = Tcp_connect(&servaddr);
    struct linebuf in, server;
    char line[MAXLINE];
    ssize_t n;

    Signal(SIGPIPE, SIG_IGN);   /* a late write fails with EPIPE */
    linebuf_init(&in, STDIN_FILENO);
    linebuf_init(&server, sockfd);
    while ((n = Readline(&in, line, sizeof(line))) > 0) {
        Writen(sockfd, line, (size_t)n);
        in_line = line[n - 1] != '\n';  /* a long line comes in parts */
        if (!in_line)
            copy_answer(&server);
    }
    if (in_line) {              /* EOF without a newline: end the line */
        Writen(sockfd, "\n", 1);
        copy_answer(&server);
    }
    Close(sockfd);
    return 0;
}
