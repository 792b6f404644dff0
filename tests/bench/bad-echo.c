/*
 * bad-echo: an echo server with a flaw, which the bench must find. FLAW in the
 * environment names the flaw: "flip" flips a bit of byte 100,000 of a
 * connection, "lose" drops that byte, "add" adds a byte after the last one.
 */
#include "unp.h"

#define AT      100000      /* only the bulk row sends so many bytes */

/* Echo all that comes from connfd, with the flaw. */
static void
bad_echo(int connfd, const char *flaw)
{
    static char buf[MAXLINE];
    size_t seen = 0;
    ssize_t r;

    while ((r = read(connfd, buf, sizeof(buf))) > 0) {
        size_t n = (size_t)r, at = AT - seen;   /* huge once AT is past */

        seen += n;
        if (at < n && strcmp(flaw, "flip") == 0)
            buf[at] ^= 1;
        if (at < n && strcmp(flaw, "lose") == 0)
            memmove(buf + at, buf + at + 1, --n - at);
        if (writen(connfd, buf, n) < 0)
            break;
    }
    if (strcmp(flaw, "add") == 0 && writen(connfd, "x", 1) < 0)
        err_ret("write");
}

/* Never returns. On an error it prints a message and exits with status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    const char *flaw = getenv("FLAW");
    int listenfd;

    Signal(SIGCHLD, SIG_IGN);   /* POSIX: then a child leaves no zombie */
    listenfd = Tcp_listen(&servaddr);
    for (;;) {
        int connfd = Accept(listenfd, NULL, NULL);

        if (Fork() == 0) {
            bad_echo(connfd, flaw ? flaw : "");
            _exit(0);
        }
        Close(connfd);
    }
}
