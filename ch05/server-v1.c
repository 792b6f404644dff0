/*
 * server-v1: the TCP echo server, one child process per client (UNP 5.2).
 *
 * New: fork; afterwards each side closes the descriptor that it does not use.
 * Still wrong: nobody waits for the children; every client leaves a zombie.
 */
#include "unp.h"

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
    say_listening(listenfd);

    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
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
