/*
 * epoll: an echo server with epoll, as the example of epoll(7), which ends if
 * epoll_wait fails. SIGSTOP and SIGCONT make it fail with EINTR, although there
 * is no handler (signal(7)); make grade must say that. Linux only.
 */
#include "unp.h"

#ifdef __linux__
#include <sys/epoll.h>      /* epoll_wait */

/* Let epoll watch the descriptor. */
static void
watch(int epollfd, int fd)
{
    struct epoll_event event = { .events = EPOLLIN };

    event.data.fd = fd;
    if (epoll_ctl(epollfd, EPOLL_CTL_ADD, fd, &event) < 0)
        err_sys("epoll_ctl");
}

int
main(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);
    int connfd, epollfd = epoll_create1(0), listenfd = Tcp_listen(&addr);
    static char buf[ECHOBUF];
    struct epoll_event event;
    ssize_t n;

    Signal(SIGPIPE, SIG_IGN);
    watch(epollfd, listenfd);
    for (;;) {
        if (epoll_wait(epollfd, &event, 1, -1) < 0)
            err_sys("epoll_wait");
        connfd = event.data.fd;
        if (connfd == listenfd) {
            if ((connfd = accept(listenfd, NULL, NULL)) < 0)
                err_retry("accept");
            else
                watch(epollfd, connfd);
            continue;
        }
        n = read(connfd, buf, sizeof(buf));
        if (n <= 0 || writen(connfd, buf, (size_t)n) < 0)
            Close(connfd);
    }
}
#else
int
main(void)
{
    err_quit("epoll is not here");
}
#endif
