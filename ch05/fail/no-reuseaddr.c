/*
 * no-reuseaddr: server-v3 that does not set SO_REUSEADDR (UNP 7.5).
 *
 * You will see: after a connection that the server closed first, a restart
 * fails for a minute: bind: Address already in use.
 * Still wrong: one line of server-v3 is missing.
 */
#include "unp.h"

/* SIGCHLD: children ended. Reap all; the interrupted code keeps errno. */
static void
sig_chld(int signo)
{
    int saved = errno;
    pid_t pid;

    (void)signo;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)  /* 0: the rest run */
        sig_say("child %d terminated", pid);
    errno = saved;
}

/* Never returns; an error that waiting cannot mend: message, exit 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int listenfd, connfd;
    pid_t pid;

    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
                                        /* no SO_REUSEADDR: the bug */
    Bind(listenfd, (struct sockaddr *)&servaddr, sizeof(servaddr));
    Listen(listenfd, LISTENQ);
    Signal(SIGCHLD, sig_chld);          /* before the first fork */
    say_listening(listenfd);

    for (;;) {
        connfd = accept(listenfd, NULL, NULL);
        if (connfd < 0) {
            /* a signal came (5.9), or the client has gone (5.11): no fault */
            if (errno != EINTR && errno != ECONNABORTED)
                err_retry("accept");    /* no descriptor: wait 100 ms */
            continue;                   /* accept again */
        }
        pid = fork();
        if (pid == 0) {                 /* child */
            Close(listenfd);            /* or the port stays taken */
            str_echo(connfd);           /* until the client hangs up */
            Close(connfd);
            _exit(0);                   /* _exit: stdio is the parent's */
        }
        if (pid < 0)
            err_retry("fork");          /* processes used up: drop this one */
        Close(connfd);                  /* or the client never sees our FIN */
    }
}
