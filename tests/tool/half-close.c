/*
 * half-close: a client that sends all of stdin, then its FIN. At the same time
 * it copies what comes back to stdout.
 *   tests/tool/half-close ADDRESS PORT
 */
#include "unp.h"

/* Copy from one descriptor to another until EOF. An error ends the process. */
static void
copy(int from, int to)
{
    char buf[ECHOBUF];
    ssize_t n;

    while ((n = read(from, buf, sizeof(buf))) > 0)
        Writen(to, buf, (size_t)n);
    if (n < 0)
        err_sys("read");
}

/* It uses two processes, so that neither direction waits for the other. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int status, sockfd = Tcp_connect(&servaddr);

    if (Fork() == 0) {
        copy(STDIN_FILENO, sockfd);
        Shutdown(sockfd, SHUT_WR);
        _exit(0);
    }
    copy(sockfd, STDOUT_FILENO);
    if (wait(&status) < 0 || status != 0)
        err_quit("the sender failed");
    return 0;
}
