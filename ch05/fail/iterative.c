/*
 * iterative: an echo server without fork: one process serves one client after
 * another (UNP 1.5, 4.8). It is the step before server-v1.
 *
 * Still wrong: while one client is connected, the others get no echo, although
 * their kernel says that they are connected.
 */
#include "unp.h"

/* Never returns. On an error it prints a message and exits with status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int listenfd, connfd, on = 1;

    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    Bind(listenfd, (struct sockaddr *)&servaddr, sizeof(servaddr));
    Listen(listenfd, LISTENQ);
    say_listening(listenfd);

    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        str_echo(connfd);               /* until the client closes */
        Close(connfd);                  /* only then the next accept */
    }
}
