/*
 * server-v2: the TCP echo server, with a SIGCHLD handler (UNP 5.9).
 *
 * New since v1: a handler that waits for the child that has ended.
 * Still wrong: signals do not queue. Five SIGCHLDs may cause only one wait.
 */
#include "unp.h"

/* SIGCHLD: a child has ended. Reap it; errno stays as it was. */
static void
sig_chld(int signo)
{
    int saved = errno;
    pid_t pid = wait(NULL);             /* the bug: one wait per signal */

    (void)signo;
    if (pid > 0)
        sig_say("child %d terminated", pid);
    errno = saved;
}

/* Never returns. On an error it prints a message and exits with status 1. */
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
    Signal(SIGCHLD, sig_chld);          /* before the first fork */
    say_listening(listenfd);

    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        pid = Fork();
        if (pid == 0) {                 /* child */
            /* otherwise the child keeps listening on the port */
            Close(listenfd);
            str_echo(connfd);           /* until the client closes */
            Close(connfd);
            _exit(0);                   /* exit would flush stdio again */
        }
        Close(connfd);                  /* otherwise no FIN is sent */
    }
}
