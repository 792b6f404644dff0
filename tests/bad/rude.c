/*
 * rude: a program that is no server at all; make grade must survive it. FLAW in
 * the environment says what it does. "hang": it listens and never accepts;
 * "flood": it prints without end; "forks": it forks for nothing, at most 1000
 * times; "ends": it ends at once; "crash": abort ends it; "elsewhere": it
 * listens on another port; "deaf": it does not listen; "deny": it listens,
 * sends a line that nobody wants, and closes.
 */
#include "unp.h"
#include "bad.h"

/* What it does before it has a socket. */
static void
begin(void)
{
    int i;

    alarm(60);                          /* whatever happens */
    if (has("ends"))
        err_quit("no");
    if (has("crash"))
        abort();
    for (i = 0; has("flood"); i++)
        printf("line %d\n", i);
    for (i = 0; has("forks") && i < 1000; i++)
        if (fork() == 0) {
            alarm(60);
            pause();
            _exit(0);
        }
    while (has("deaf"))
        pause();
}

int
main(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);
    int listenfd, connfd;

    begin();
    if (has("elsewhere"))
        addr.sin_port = 0;
    listenfd = Tcp_listen(&addr);
    while (!has("deny"))
        pause();
    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        Writen(connfd, "go away\n", 8);
        Close(connfd);
    }
}
