/*
 * whole-line: torn-line, but the parent blocks SIGCHLD while it prints, and
 * prints a line with a single write (UNP 5.9).
 *
 * You will see: SIGCHLD arrives at the same place. It stays pending until
 * the line is complete, and only then the handler prints its own line.
 */
#include "unp.h"

/* SIGCHLD: children have ended. Reap them all; errno stays as it was. */
static void
sig_chld(int signo)
{
    int saved = errno;
    pid_t pid;

    (void)signo;
    /* 0: the other children still run */
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        sig_say("child %d terminated", (int)pid);
    errno = saved;
}

/* Return when child pid has ended; SIGCHLD has arrived by then. No reaping. */
static void
wait_for_end(pid_t pid)
{
    siginfo_t info;

    while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0
           && errno == EINTR)
        ;                       /* another error: the handler was here first */
}

/* Never returns. On an error it prints a message and exits with status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int connfd, listenfd = Tcp_listen(&servaddr), clients = 0;
    sigset_t chld;
    pid_t pid;

    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    Signal(SIGCHLD, sig_chld);

    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        sigprocmask(SIG_BLOCK, &chld, NULL);    /* before the child can end */
        pid = Fork();
        if (pid == 0) {                 /* child */
            Close(listenfd);
            str_echo(connfd);           /* until the client closes */
            Close(connfd);
            _exit(0);
        }
        Close(connfd);
        wait_for_end(pid);              /* SIGCHLD arrives here: pending */
        sig_say("child %d has served client %d", (int)pid, ++clients);
        sigprocmask(SIG_UNBLOCK, &chld, NULL);  /* now the handler runs */
    }
}
