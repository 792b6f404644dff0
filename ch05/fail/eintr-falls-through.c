/*
 * eintr-falls-through: server-v3 without SA_RESTART, in which a `continue` is
 * missing: after EINTR it forks a child for the descriptor -1 (UNP 5.9).
 *
 * You will see: for each client that leaves, one more child uses a whole CPU.
 * Still wrong: read fails with EBADF, and echo takes every error for EINTR.
 * Bounds: 5 s of CPU time for each process, MOST such children.
 */
#include "unp.h"

#include <sys/resource.h>   /* setrlimit */

#define MOST 8              /* then it ends: this is an experiment */

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

/* Echo until EOF. With connfd -1 it never returns. */
static void
echo(int connfd)
{
    char buf[MAXLINE];
    ssize_t n;

    while ((n = read(connfd, buf, sizeof(buf))) != 0) {
        if (n < 0)                      /* str_echo: && errno == EINTR */
            continue;                   /* read again */
        Writen(connfd, buf, (size_t)n);
    }
}

/* Never returns. It exits with status 1 if a retry cannot fix an error. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    struct rlimit cpu = { 5, 5 };       /* seconds */
    int listenfd, connfd, on = 1, failed = 0;
    pid_t pid;

    if (setrlimit(RLIMIT_CPU, &cpu) < 0)
        err_sys("setrlimit");
    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    Bind(listenfd, (struct sockaddr *)&servaddr, sizeof(servaddr));
    Listen(listenfd, LISTENQ);
    Signal_intr(SIGCHLD, sig_chld);     /* no SA_RESTART */
    say_listening(listenfd);

    for (;;) {
        connfd = accept(listenfd, NULL, NULL);
        if (connfd < 0) {
            if (errno != EINTR)
                err_sys("accept");
            err_ret("accept");          /* the bug: no `continue` */
            if (++failed > MOST)
                err_quit("%d children for descriptor -1: enough", MOST);
        }
        pid = fork();
        if (pid == 0) {                 /* child */
            /* otherwise the child keeps listening on the port */
            Close(listenfd);
            echo(connfd);               /* until the client closes */
            Close(connfd);
            _exit(0);                   /* exit would flush stdio again */
        }
        if (pid < 0)
            err_retry("fork");      /* no process left: drop this client */
        close(connfd);                  /* -1: fails, unnoticed */
    }
}
