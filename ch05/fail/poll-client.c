/*
 * poll-client: waits for stdin and for the server at once (UNP 6.4-6.7, 6.10).
 *
 * New since client-v1: poll reports which of the two has input. EOF on stdin
 * closes only our half of the connection; the client still reads the echo.
 * You will see: it reports the server's FIN at once, without a key press.
 */
#include "unp.h"

#include <fcntl.h>          /* O_NONBLOCK */
#include <limits.h>         /* PIPE_BUF */
#include <poll.h>           /* poll */

struct flow {                   /* one way: from stdin to the server, or back */
    int from, to, ended;
    size_t next, end;           /* buf[next..end) is read, not yet written */
    size_t total;               /* bytes read so far */
    char buf[ECHOBUF];
};

/* Returns what flow waits for: room to write its bytes, otherwise input. */
static struct pollfd
want(const struct flow *flow)
{
    if (flow->next < flow->end)
        return (struct pollfd){ .fd = flow->to, .events = POLLOUT };
    return (struct pollfd){ .fd = flow->ended ? -1 : flow->from,
                            .events = POLLIN };
}

/*
 * Write the bytes of flow, or read more if it has none. A write of at most
 * PIPE_BUF bytes does not block if poll says that a pipe has room. On an error,
 * which includes a RST: exit 1.
 */
static void
advance(struct flow *flow)
{
    size_t left = flow->end - flow->next;
    int writing = left > 0;
    ssize_t n = writing ? write(flow->to, flow->buf + flow->next,
                                left < PIPE_BUF ? left : PIPE_BUF)
                        : read(flow->from, flow->buf, sizeof(flow->buf));

    if (n < 0 && errno != EINTR && errno != EAGAIN)
        err_sys(writing ? "write" : "read");
    if (n >= 0 && writing) {
        flow->next += (size_t)n;
    } else if (n >= 0) {
        flow->next = 0;
        flow->end = (size_t)n;
        flow->total += (size_t)n;
        flow->ended = n == 0;
    }
}

/* Exit status 0 if all of stdin comes back; otherwise a message and exit 1. */
int
main(int argc, char **argv)
{
    static struct flow there = { .from = STDIN_FILENO };
    static struct flow back = { .to = STDOUT_FILENO };
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Tcp_connect(&servaddr);

    there.to = sockfd;
    back.from = sockfd;
    if (fcntl(sockfd, F_SETFL, O_NONBLOCK) < 0)
        err_sys("fcntl");               /* not on stdin: the shell shares it */
    Signal(SIGPIPE, SIG_IGN);
    while (!back.ended) {
        struct pollfd fd[2] = { want(&back), want(&there) };

        if (poll(fd, 2, -1) < 0 && errno != EINTR)
            err_sys("poll");
        if (fd[0].revents != 0)         /* POLLERR too: read sets errno */
            advance(&back);
        if (fd[1].revents != 0 && !back.ended)
            advance(&there);
        if (fd[1].revents != 0 && there.ended)
            Shutdown(sockfd, SHUT_WR);  /* our FIN; the echo is still read */
    }
    if (!there.ended || back.total < there.total)
        err_quit("server terminated prematurely");
    Close(sockfd);
    return 0;
}
