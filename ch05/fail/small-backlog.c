/*
 * small-backlog: an echo server for one client at a time, with room for few
 * that wait (UNP 4.5). It is what eintr-connect is tried against.
 *
 * Still wrong: one client is served, two are connected and wait for an echo,
 * the next is in connect: Linux drops its SYN until there is room.
 */
#include "unp.h"

/* Never returns; an error is a message and exit status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int listenfd, connfd, on = 1;

    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    Bind(listenfd, (struct sockaddr *)&servaddr, sizeof(servaddr));
    Listen(listenfd, 1);                /* Linux queues one more than this */
    say_listening(listenfd);

    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        str_echo(connfd);               /* meanwhile nobody accepts */
        Close(connfd);
    }
}
