/*
 * server-v3: the TCP echo server that reaps every child (UNP 5.10).
 *
 * New since v2: waitpid in a loop; accept is called again after EINTR; the
 * server survives a failed accept or fork.
 * Still wrong: for each child that ends, waitpid looks at all that live.
 */
#include "unp.h"

/* SIGCHLD: children have ended. Reap them all; errno stays as it was. */
static void
sig_chld(int signo)
{
    int saved = errno;
    pid_t pid;

    (void)signo;
    /* waitpid returns 0 when the other children still run */
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        sig_say("child %d terminated", pid);
    errno = saved;
}

/* Never returns. It exits with status 1 if a retry cannot fix an error. */
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
        connfd = accept(listenfd, NULL, NULL);
        if (connfd < 0) {
            /* not an error: a signal came (5.9), or the client left (5.11) */
            if (errno != EINTR && errno != ECONNABORTED)
                err_retry("accept");    /* such as EMFILE: wait 100 ms */
            continue;                   /* accept again */
        }
        pid = fork();
        if (pid == 0) {                 /* child */
            /* otherwise the child keeps listening on the port */
            Close(listenfd);
            str_echo(connfd);           /* until the client closes */
            Close(connfd);
            _exit(0);                   /* exit would flush stdio again */
        }
        if (pid < 0)
            err_retry("fork");      /* no process left: drop this client */
        Close(connfd);                  /* otherwise no FIN is sent */
    }
}
