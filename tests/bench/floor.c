/* floor: the smallest server: only system calls, no messages, no checks. */
#include "measure.h"

/* The smallest concurrent echo server. Never returns. */
_Noreturn static void
run_floor(int listenfd)
{
    static char buf[ECHOBUF];
    ssize_t n;

    Signal(SIGCHLD, SIG_IGN);           /* the kernel reaps */
    for (;;) {
        int connfd = accept(listenfd, NULL, NULL);

        if (fork() == 0) {
            while ((n = read(connfd, buf, sizeof(buf))) > 0)
                if (write(connfd, buf, (size_t)n) != n)
                    break;
            _exit(0);
        }
        close(connfd);
    }
}

/* Run this server in a child, on a port that the kernel chooses. */
void
start_floor(struct target *t)
{
    int listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    socklen_t len = sizeof(t->addr);

    t->addr.sin_port = 0;
    Bind(listenfd, (struct sockaddr *)&t->addr, sizeof(t->addr));
    Listen(listenfd, LISTENQ);
    Getsockname(listenfd, (struct sockaddr *)&t->addr, &len);
    t->pid = guarded_fork();
    if (t->pid == 0)
        run_floor(listenfd);
    Close(listenfd);
}
