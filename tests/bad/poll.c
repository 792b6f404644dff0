/*
 * poll: an echo server with one process and poll, without a fault unless FLAW
 * in the environment names one. "blocking": a client that never reads blocks
 * it; "all": one client that leaves ends all connections; "late": it closes a
 * connection only when the next client comes; "reset": it ends if write fails
 * with ECONNRESET; "sigpipe": it does not ignore SIGPIPE; "short": what
 * write cannot write at once is lost; "crash": more than 1000 bytes at once end
 * it; "chat": all clients get what one sends.
 */
#include "unp.h"
#include "bad.h"

#include <fcntl.h>          /* fcntl */

static struct {
    size_t n;                   /* so many bytes must go back */
    char buf[MAXLINE];
} clients[CLIENTS];

/* Read, or write what could not be written before. */
static void
serve(int i)
{
    ssize_t n;
    int other;

    if (clients[i].n == 0) {
        n = read(fds[i].fd, clients[i].buf, sizeof(clients[i].buf));
        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
            leave(i);
        if (n <= 0)
            return;
        clients[i].n = (size_t)n;
        if (has("crash") && n > 1000)
            raise(SIGSEGV);
        for (other = 1; has("chat") && other < CLIENTS; other++)
            if (other != i && fds[other].fd >= 0)
                writen(fds[other].fd, clients[i].buf, (size_t)n);
    }
    n = write(fds[i].fd, clients[i].buf, clients[i].n);
    if (has("short") && (n >= 0 || errno == EAGAIN))
        n = (ssize_t)clients[i].n;
    if (n < 0 && errno == ECONNRESET && has("reset"))
        err_sys("write");
    if (n < 0 && errno != EAGAIN && errno != EINTR)
        leave(i);
    if (n <= 0)
        return;
    clients[i].n -= (size_t)n;
    memmove(clients[i].buf, clients[i].buf + n, clients[i].n);
}

int
main(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);
    int i, n;

    if (!has("sigpipe"))
        Signal(SIGPIPE, SIG_IGN);
    for (i = 0; i < CLIENTS; i++)
        fds[i].fd = -1;
    fds[0].fd = Tcp_listen(&addr);
    fcntl(fds[0].fd, F_SETFL, O_NONBLOCK);
    for (;;) {
        for (i = n = 0; i < CLIENTS; i++) {
            fds[i].events = i == 0 || clients[i].n == 0 ? POLLIN : POLLOUT;
            if (fds[i].fd != -1)
                n = i + 1;
        }
        if (poll(fds, (nfds_t)n, -1) < 0)
            continue;
        for (i = 1; i < CLIENTS; i++)
            if (fds[i].fd >= 0 && fds[i].revents)
                serve(i);
        if (fds[0].revents)
            clients[enter(accept(fds[0].fd, NULL, NULL))].n = 0;
    }
}
