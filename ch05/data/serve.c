/*
 * serve: the loop of server-v3 (UNP 5.10), for programs outside the ladder.
 * The program passes a function that serves one connection.
 */
#include "data.h"

/*
 * SIGCHLD: children have ended. Reap them all and print how each has ended: its
 * exit status, or the signal that killed it. errno stays as it was.
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

/* In the child: serve the client at address peer, then exit. */
static _Noreturn void
child(int connfd, const struct sockaddr_in *peer, service *serve_one)
{
    int status;

    Signal(SIGPIPE, SIG_IGN);   /* write to a closed client: EPIPE */
    status = serve_one(connfd, peer);
    Close(connfd);
    _exit(status);
}

/*
 * Listen on addr. For each client fork a child that calls serve_one with the
 * connection and the client's address; what serve_one returns is the child's
 * exit status. After a failed accept it tries again; after a failed fork it
 * drops that client. It never returns. If trying again cannot help, it prints a
 * message and exits with status 1.
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
