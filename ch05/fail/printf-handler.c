/*
 * printf-handler: server-v3 with printf in its handler and exit in its
 * children, as in UNP 5.9 and 5.2.
 *
 * Still wrong: if stdout is a file, five clients in turn cause ten lines. Each
 * child writes its copy of the parent's unwritten lines, and the line about the
 * last child gets lost.
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
        printf("child %d terminated\n", (int)pid);   /* stays in a buffer */
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
            exit(0);                    /* writes its copy of the buffer */
        }
        if (pid < 0)
            err_retry("fork");      /* no process left: drop this client */
        Close(connfd);                  /* otherwise no FIN is sent */
    }
}
