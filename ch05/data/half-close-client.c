/*
 * half-close-client: closes only its own half of the connection (UNP 6.6).
 *
 * After a line "\q" or EOF (Ctrl-D) the client calls shutdown, and still
 * receives what the server sends. The server sees the same FIN in both cases.
 */
#include "unp.h"

/*
 * Handle SIGCHLD before our FIN is sent. If the receiving child has ended, the
 * server has closed or an error has happened: exit with status 1. If the child
 * is only stopped (Ctrl-Z), waitpid returns 0 and we continue.
 */
static void
sig_chld(int signo)
{
    static const char text[] =
        "half-close-client: server terminated prematurely\n";

    int saved = errno, status;

    (void)signo;
    if (waitpid(-1, &status, WNOHANG) > 0) {
        if (status == 0)        /* otherwise it has printed why */
            writen(STDERR_FILENO, text, sizeof(text) - 1);
        _exit(1);
    }
    errno = saved;
}

/* Copy from sockfd to stdout until the FIN. An error ends the process. */
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

/* Send lines from infd until "\q" or EOF. An error ends the process. */
static void
send_lines(int infd, int sockfd)
{
    struct linebuf in;
    char line[MAXLINE];
    int new_line = 1;           /* 0: the rest of a long line follows */
    ssize_t n;

    linebuf_init(&in, infd);
    while ((n = Readline(&in, line, sizeof(line))) > 0) {
        if (new_line && strcmp(line, "\\q\n") == 0)
            break;
        Writen(sockfd, line, (size_t)n);
        new_line = line[n - 1] == '\n';
    }
}

/* Exits with 0 if the server closes after the client, otherwise with 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int status, sockfd = Tcp_connect(&servaddr);
    pid_t pid;

    Signal(SIGCHLD, sig_chld);
    Signal(SIGPIPE, SIG_IGN);
    pid = Fork();               /* a process for each direction */
    if (pid == 0) {
        receive(sockfd);
        _exit(0);
    }
    send_lines(STDIN_FILENO, sockfd);
    Signal(SIGCHLD, SIG_DFL);   /* from here on the server may close */
    /* close would send no FIN, because the child has the descriptor, too. */
    Shutdown(sockfd, SHUT_WR);
    if (waitpid(pid, &status, 0) < 0)
        err_sys("waitpid");
    Close(sockfd);
    return status != 0;
}
