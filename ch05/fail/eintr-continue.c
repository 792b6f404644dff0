/*
 * eintr-continue: server-v3 whose handler is installed without SA_RESTART: the
 * call that a signal interrupts fails with EINTR (UNP 5.9).
 *
 * What you will see: "accept: Interrupted system call" whenever a child ends,
 * and a server that goes on all the same.
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
    int listenfd, connfd, on = 1;
    pid_t pid;

    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    Bind(listenfd, (struct sockaddr *)&servaddr, sizeof(servaddr));
    Listen(listenfd, LISTENQ);
    Signal_intr(SIGCHLD, sig_chld);     /* no SA_RESTART */
    say_listening(listenfd);

    for (;;) {
        connfd = accept(listenfd, NULL, NULL);
        if (connfd < 0) {
            if (errno == EINTR)
                err_ret("accept");      /* v3 says nothing here */
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
