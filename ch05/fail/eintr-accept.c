/*
 * eintr-accept: server-v2 whose handler is installed without SA_RESTART: the
 * call that a signal interrupts fails with EINTR (UNP 5.9).
 *
 * Still wrong: accept's EINTR is taken for an error. It serves one client,
 * says "accept: Interrupted system call" and exits with status 1.
 */
#include "unp.h"

/* SIGCHLD: a child ended. Reap it; the interrupted code keeps its errno. */
static void
sig_chld(int signo)
{
    int saved = errno;
    pid_t pid = wait(NULL);             /* one signal, one wait: the bug */

    (void)signo;
    if (pid > 0)
        sig_say("child %d terminated", pid);
    errno = saved;
}

/* Never returns; an error before or in the loop is a message and exit 1. */
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
        connfd = Accept(listenfd, NULL, NULL);  /* EINTR: exit 1 */
        pid = Fork();
        if (pid == 0) {                 /* child */
            Close(listenfd);            /* or the port stays taken */
            str_echo(connfd);           /* until the client hangs up */
            Close(connfd);
            _exit(0);                   /* _exit: stdio is the parent's */
        }
        Close(connfd);                  /* or the client never sees our FIN */
    }
}
