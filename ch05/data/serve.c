/*
 * serve: the loop of server-v3 (UNP 5.10), for programs outside the ladder.
 * What a program does with a connection is a function that it hands over.
 */
#include "data.h"

/*
 * SIGCHLD: children have ended. Reap all, say how each ended: what it gave to
 * _exit, or the signal that killed it. The interrupted code keeps errno.
 */
static void
sig_chld(int signo)
{
    int saved = errno, status;
    pid_t pid;

    (void)signo;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        if (WIFSIGNALED(status))
            sig_say("child %d terminated, signal %d", pid, WTERMSIG(status));
        else
            sig_say("child %d terminated, exit status %d", pid,
                    WEXITSTATUS(status));
    errno = saved;
}

/* The child's part, with its client at address peer: serve it, then leave. */
static _Noreturn void
child(int connfd, const struct sockaddr_in *peer, service *serve_one)
{
    int status;

    Signal(SIGPIPE, SIG_IGN);   /* the client is gone: write says EPIPE */
    status = serve_one(connfd, peer);
    Close(connfd);
    _exit(status);
}

/*
 * Listen on addr; for each client fork a child that calls serve_one with the
 * connection and the client's address, and has what it returns as its exit
 * status. A failed accept is tried again, a failed fork costs that client.
 * Never returns; an error that waiting cannot mend is a message and exit 1.
 */
_Noreturn void
serve(const struct sockaddr_in *addr, service *serve_one)
{
    int listenfd, connfd;
    struct sockaddr_in peer;
    socklen_t len;
    pid_t pid;

    Signal(SIGCHLD, sig_chld);          /* before the first fork */
    listenfd = Tcp_listen(addr);
    for (;;) {
        len = sizeof(peer);
        connfd = accept(listenfd, (struct sockaddr *)&peer, &len);
        if (connfd < 0) {
            if (errno != EINTR && errno != ECONNABORTED)
                err_retry("accept");
            continue;
        }
        pid = fork();
        if (pid == 0) {
            Close(listenfd);
            child(connfd, &peer, serve_one);
        }
        if (pid < 0)
            err_retry("fork");
        Close(connfd);
    }
}
