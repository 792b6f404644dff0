/*
 * small-backlog: an echo server that serves one client at a time and has a
 * backlog of 1 (UNP 4.5). The lab eintr-connect uses it.
 *
 * Still wrong: it serves one client; two more are connected and wait for their
 * echo; the next one blocks in connect: Linux drops its SYN until one ends.
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
    Listen(listenfd, 1);                /* Linux queues one more than this */
    say_listening(listenfd);

    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        str_echo(connfd);               /* no accept meanwhile */
        Close(connfd);
    }
}
