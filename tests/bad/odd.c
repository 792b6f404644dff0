/*
 * odd: a forking echo server that is right, but not as others are; make grade
 * must say so. FLAW in the environment names what is odd. "v6": it listens on
 * [::]; "log": it prints what it receives; "late": a child takes a second to
 * end; "slow": each echo comes 0.7 s late; "helper": another process ends soon;
 * "daemon": its first process ends at once, and sends SIGTERM to its group;
 * "queue": listen(fd, 0); "bytes": it moves single bytes; "limit": it serves 20
 * clients at a time. One of them is wrong: "v6-restart" does not set
 * SO_REUSEADDR.
 */
#include "unp.h"
#include "bad.h"

static volatile sig_atomic_t reaped;

static void
sig_chld(int signo)
{
    int saved = errno;

    (void)signo;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
    errno = saved;
}

/* Echo as str_echo does, but odd. */
static void
odd_echo(int connfd)
{
    static char buf[MAXLINE];
    ssize_t n;

    while ((n = read(connfd, buf, has("bytes") ? 1 : sizeof(buf))) > 0) {
        if (has("log"))
            writen(STDOUT_FILENO, buf, (size_t)n);
        if (has("slow"))
            pause_ms(700);
        if (writen(connfd, buf, (size_t)n) < 0)
            return;
    }
    close(connfd);
    if (has("late"))
        pause_ms(1000);
}

/* Returns the listening socket, of IPv6 if that is odd. */
static int
odd_listen(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);
    struct sockaddr_in6 any = { .sin6_family = AF_INET6 };
    int on = 1, v6 = has("v6") || has("v6-restart");
    int listenfd = Socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);

    if (!has("v6-restart"))
        Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    any.sin6_port = addr.sin_port;
    if (v6)
        Bind(listenfd, (struct sockaddr *)&any, sizeof(any));
    else
        Bind(listenfd, (struct sockaddr *)&addr, sizeof(addr));
    Listen(listenfd, has("queue") ? 0 : LISTENQ);
    return listenfd;
}

int
main(int argc, char **argv)
{
    int connfd, listenfd = odd_listen(argc, argv), forked = 0;
    pid_t pid;

    if (has("daemon")) {
        Signal(SIGTERM, SIG_IGN);
        kill(0, SIGTERM);
        Signal(SIGTERM, SIG_DFL);
        if (Fork() > 0)
            return 0;
    }
    Signal(SIGCHLD, sig_chld);
    if (has("helper") && Fork() == 0) {
        close(listenfd);
        pause_ms(900);
        _exit(0);
    }
    for (;;) {
        while (has("limit") && forked - reaped >= 20)
            pause_ms(10);
        if ((connfd = accept(listenfd, NULL, NULL)) < 0) {
            err_retry("accept");
            continue;
        }
        if ((pid = fork()) == 0) {
            Close(listenfd);
            odd_echo(connfd);
            _exit(0);
        }
        if (pid < 0)
            err_retry("fork");
        else
            forked++;
        Close(connfd);
    }
}
