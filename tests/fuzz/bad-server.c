/*
 * bad-server: an echo server with a flaw, which the fuzz test must find. FLAW
 * in the environment names the flaw: "lose" loses each 500th byte, "nul" stops
 * at a NUL, "add" adds a byte at the end, and "fin" loses the echo that is due
 * when the client's FIN comes.
 */
#include "unp.h"

#include <poll.h>           /* poll */

static const char *flaw;
static char buf[ECHOBUF];

/* Returns 1 if FLAW is name, otherwise 0. */
static int
has(const char *name)
{
    return flaw != NULL && strcmp(flaw, name) == 0;
}

/* Remove each 500th byte of a connection; seen bytes came before these n. */
static size_t
lose(size_t n, size_t seen)
{
    size_t i, kept = 0;

    for (i = 0; i < n; i++)
        if ((seen + i) % 500 != 499)
            buf[kept++] = buf[i];
    return kept;
}

/* Returns 1 if the next thing to read is the client's FIN, not data. */
static int
fin_is_next(int connfd)
{
    struct pollfd in = { .fd = connfd, .events = POLLIN };
    char byte;

    /* Wait: the client may need a moment until it sends its FIN. */
    return poll(&in, 1, 1000) == 1 && recv(connfd, &byte, 1, MSG_PEEK) == 0;
}

/* Echo all that comes from connfd, with the flaw. */
static void
bad_echo(int connfd)
{
    size_t n, seen = 0;
    ssize_t got;

    while ((got = read(connfd, buf, sizeof(buf))) > 0) {
        n = (size_t)got;
        if (has("lose"))
            n = lose(n, seen);
        if (has("nul") && memchr(buf, '\0', n) != NULL)
            n = (size_t)((char *)memchr(buf, '\0', n) - buf);
        if (has("fin") && fin_is_next(connfd))
            return;
        if (writen(connfd, buf, n) < 0)
            return;
        seen += (size_t)got;
    }
    if (has("add") && writen(connfd, "x", 1) < 0)
        err_ret("write");
}

/* Never returns. On an error: message, exit status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int listenfd;

    flaw = getenv("FLAW");
    Signal(SIGPIPE, SIG_IGN);
    Signal(SIGCHLD, SIG_IGN);           /* the kernel reaps the children */
    listenfd = Tcp_listen(&servaddr);
    for (;;) {
        int connfd = Accept(listenfd, NULL, NULL);

        if (Fork() == 0) {
            bad_echo(connfd);
            _exit(0);
        }
        Close(connfd);
    }
}
