/*
 * fork: a forking echo server with one fault, which make grade must find, or
 * the tests fuzz and bench. FLAW in the environment names it; bad_echo.c has
 * the faults of the echo. "ten": the handler reaps at most ten children at a
 * time; "wait-all": it waits for children that still run; "wait-first": for the
 * first one; "wait-stay": as wait-all, but not when a child is stopped;
 * "ignore": there is no handler, SIGCHLD is ignored; "leak": each client costs
 * a descriptor; "close-listen": the parent closes the wrong one; "peer": it
 * ends if getpeername fails; "quiet": it does not say that the port is taken;
 * "status": then its exit status is 0; "unchecked": it goes on; "term": it
 * ignores SIGTERM; "emfile" and "eagain": it ends if accept or fork fails;
 * "listens": as eagain, and the child keeps the listening socket;
 * "spin": it does not pause then; "busy": it calls accept again and again, and
 * does not wait; "linger": it ends a connection with a RST; "alone": it serves
 * one client at a time, and its queue is short; "few": it serves ten in all;
 * "count": it serves 20 at a time, and takes each signal for one death.
 */
#include "unp.h"
#include "bad.h"

#include <fcntl.h>          /* fcntl */

static volatile sig_atomic_t running;

static void
sig_chld(int signo)
{
    int saved = errno, n = has("ten") ? 10 : 1000;
    int blocks = has("wait-all") || has("wait-stay");

    (void)signo;
    if (has("wait-first"))
        waitpid(-1, NULL, 0);
    while (n-- > 0 && waitpid(-1, NULL, blocks ? 0 : WNOHANG) > 0)
        ;
    running--;
    errno = saved;
}

/* Start a child that serves the client. */
static void
start_child(int listenfd, int connfd)
{
    pid_t pid = fork();

    if (pid == 0) {
        if (!has("listens"))
            Close(listenfd);
        bad_echo(connfd);
        _exit(0);
    }
    if (pid < 0 && (has("eagain") || has("listens")))
        err_sys("fork");
    if (pid < 0)
        err_retry("fork");
    else
        running++;
}

/* Serve the next client. */
static void
serve(int listenfd)
{
    static int clients;
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    struct sockaddr_in peer;
    socklen_t len = sizeof(peer);
    int connfd = accept(listenfd, NULL, NULL);

    if (connfd < 0 && errno != EINTR && (has("emfile") || has("close-listen")))
        err_sys("accept");
    if (connfd < 0 && errno != EINTR && !has("spin") && !has("busy"))
        err_retry("accept");
    if (connfd < 0)
        return;
    if (has("few") && ++clients > 10) {
        Close(connfd);
        return;
    }
    if (has("linger"))
        Setsockopt(connfd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    if (has("peer") && getpeername(connfd, (struct sockaddr *)&peer, &len) < 0)
        err_sys("getpeername");
    if (has("alone")) {
        bad_echo(connfd);
        Close(connfd);
        return;
    }
    start_child(listenfd, connfd);
    if (has("leak") && dup(STDIN_FILENO) == -1) {}  /* none left */
    Close(has("close-listen") ? listenfd : connfd);
}

/* Install the handler. */
static void
handle(void)
{
    struct sigaction act = { .sa_handler = sig_chld };

    act.sa_flags = SA_RESTART | (has("wait-stay") ? SA_NOCLDSTOP : 0);
    if (has("ignore"))
        act.sa_handler = SIG_IGN;
    sigaction(SIGCHLD, &act, NULL);
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
        err_ret("bind");
        if (!has("unchecked"))
            return !has("status");
    }
    Listen(listenfd, has("alone") ? 1 : LISTENQ);
    say_listening(listenfd);
    handle();
    if (has("busy"))
        fcntl(listenfd, F_SETFL, O_NONBLOCK);
    if (has("term"))
        Signal(SIGTERM, SIG_IGN);
    for (;;) {
        while (has("count") && running >= 20)
            pause_ms(10);
        serve(listenfd);
    }
}
