/*
 * half-close-client: ends its own half of the connection only (UNP 6.6).
 *
 * A line "\q" or EOF (Ctrl-D) ends the input; then shutdown, and what the
 * server still sends is received. To the server both are the same FIN.
 */
#include "unp.h"

/*
 * SIGCHLD before our FIN: the receiver has ended, at the server's FIN or on
 * error. A receiver that was only stopped (Ctrl-Z) is not meant.
 */
static void
sig_chld(int signo)
{
    static const char text[] =
        "half-close-client: server terminated prematurely\n";

    int saved = errno, status;

    (void)signo;
    if (waitpid(-1, &status, WNOHANG) > 0) {
        if (status == 0)        /* otherwise it has said why itself */
            writen(STDERR_FILENO, text, sizeof(text) - 1);
        _exit(1);
    }
    errno = saved;
}

/* All that comes from sockfd, until the FIN, to stdout. Error: exit 1. */
static void
receive(int sockfd)
{
    char buf[ECHOBUF];
    ssize_t n;

    while ((n = read(sockfd, buf, sizeof(buf))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            err_sys("read");
        Writen(STDOUT_FILENO, buf, (size_t)n);
    }
}

/* Lines from infd to sockfd until "\q" or EOF. Error: message, exit 1. */
static void
send_lines(int infd, int sockfd)
{
    struct linebuf in;
    char line[MAXLINE];
    int new_line = 1;           /* no: the rest of a long one */
    ssize_t n;

    linebuf_init(&in, infd);
    while ((n = Readline(&in, line, sizeof(line))) > 0) {
        if (new_line && strcmp(line, "\\q\n") == 0)
            break;
        Writen(sockfd, line, (size_t)n);
        new_line = line[n - 1] == '\n';
    }
}

/* Exit status 0 when the server has closed after us; else 1, with a message. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int status, sockfd = Tcp_connect(&servaddr);
    pid_t pid;

    Signal(SIGCHLD, sig_chld);
    Signal(SIGPIPE, SIG_IGN);
    pid = Fork();               /* neither direction waits for the other */
    if (pid == 0) {
        receive(sockfd);
        _exit(0);
    }
    send_lines(STDIN_FILENO, sockfd);
    Signal(SIGCHLD, SIG_DFL);   /* from here on the server may close */
    Shutdown(sockfd, SHUT_WR);  /* close would send no FIN: the child has the */
                                /* connection, too */
    if (waitpid(pid, &status, 0) < 0)
        err_sys("waitpid");
    Close(sockfd);
    return status != 0;
}
