/*
 * torn-line: server-v1 with the handler of server-v3; the parent prints a line
 * about each client in two pieces (UNP 5.9).
 *
 * Still wrong: a signal that arrives between the pieces tears the line. The
 * handler uses sig_say, so it is correct; main is not. To leave nothing to luck
 * the parent waits between the pieces, and serves one client at a time.
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
    pid_t pid;

    Signal(SIGCHLD, sig_chld);
    setvbuf(stdout, NULL, _IONBF, 0);   /* each printf writes at once */

    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        pid = Fork();
        if (pid == 0) {                 /* child */
            Close(listenfd);
            str_echo(connfd);           /* until the client closes */
            Close(connfd);
            _exit(0);
        }
        Close(connfd);
        printf("child %d ", (int)pid);
        wait_for_end(pid);              /* SIGCHLD arrives here */
        printf("has served client %d\n", ++clients);
    }
}
