/*
 * fork: a forking echo server with one fault, which make grade must find, or
 * the tests fuzz and bench. FLAW in the environment names it. "byte": one byte
 * is wrong; "lose": one byte is lost; "add": there is one more at the end;
 * "nul": it stops at a NUL; "first": a first read of one byte is taken for the
 * end; "fin": a FIN ends the echo too early; "slow-fin": it waits for that FIN
 * for a second; "ten": it reaps at most ten children at a time;
 * "wait-all": its handler waits for children that still run; "leak": each
 * client costs a descriptor; "peer": it ends if getpeername fails; "quiet": it
 * does not say that the port is taken; "term": it ignores SIGTERM; "emfile" and
 * "eagain": it ends if accept or fork fails; "spin": it does not pause then.
 */
#include "unp.h"
#include "bad.h"

static void
sig_chld(int signo)
{
    int saved = errno, n = has("ten") ? 10 : 1000;

    (void)signo;
    while (n-- > 0 && waitpid(-1, NULL, has("wait-all") ? 0 : WNOHANG) > 0)
        ;
    errno = saved;
}

/* Serve the next client. */
static void
serve(int listenfd)
{
    struct sockaddr_in peer;
    socklen_t len = sizeof(peer);
    int connfd = accept(listenfd, NULL, NULL);
    pid_t pid;

    if (connfd < 0 && errno != EINTR && has("emfile"))
        err_sys("accept");
    if (connfd < 0 && errno != EINTR && !has("spin"))
        err_retry("accept");
    if (connfd < 0)
        return;
    if (has("peer") && getpeername(connfd, (struct sockaddr *)&peer, &len) < 0)
        err_sys("getpeername");
    if ((pid = fork()) == 0) {
        Close(listenfd);
        bad_echo(connfd);
        _exit(0);
    }
    if (pid < 0 && has("eagain"))
        err_sys("fork");
    if (pid < 0)
        err_retry("fork");
    if (has("leak"))
        dup(STDIN_FILENO);
    Close(connfd);
}

int
main(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);
    int on = 1, listenfd = Socket(AF_INET, SOCK_STREAM, 0);

    Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(listenfd, (struct sockaddr *)&addr, sizeof(addr)) < 0) {
        if (has("quiet"))
            return 1;
        err_sys("bind");
    }
    Listen(listenfd, LISTENQ);
    say_listening(listenfd);
    Signal(SIGCHLD, sig_chld);
    if (has("term"))
        Signal(SIGTERM, SIG_IGN);
    for (;;)
        serve(listenfd);
}
