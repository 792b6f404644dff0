/*
 * server-v1: the TCP echo server, one child process per client (UNP 5.2).
 *
 * New: fork; then each process closes the descriptor that it does not use.
 * Still wrong: no process waits for the children; each becomes a zombie.
 */
#include "unp.h"

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
