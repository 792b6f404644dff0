/*
 * no-fin-client: half-close-client with close in place of shutdown (UNP 6.6).
 *
 * You will see: two processes have the connection. The parent closes it at EOF
 * on stdin, but no FIN is sent, because the child still has the descriptor.
 * Still wrong: the child waits for the server's FIN, and the server for ours.
 */
#include "unp.h"

/* Copy sockfd to stdout until the server's FIN. An error ends the program. */
static void
receive(int sockfd)
{
    char buf[MAXLINE];
    ssize_t n;

    while ((n = read(sockfd, buf, sizeof(buf))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            err_sys("read");
        Writen(STDOUT_FILENO, buf, (size_t)n);
    }
}

/* Exits with 0 when the child has seen a FIN, or with 1 and a message. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int status, sockfd = Tcp_connect(&servaddr);
    struct linebuf in;
    char line[MAXLINE];
    ssize_t n;
    pid_t pid;

    Signal(SIGPIPE, SIG_IGN);
    pid = Fork();               /* a process for each direction */
    if (pid == 0) {
        receive(sockfd);
        _exit(0);
    }
    linebuf_init(&in, STDIN_FILENO);
    while ((n = Readline(&in, line, sizeof(line))) > 0)
        Writen(sockfd, line, (size_t)n);
    Close(sockfd);              /* the bug: Shutdown(sockfd, SHUT_WR) */
    if (waitpid(pid, &status, 0) < 0)
        err_sys("waitpid");
    return status != 0;
}
