/* tcp_listen: socket, bind and listen in one call (after UNP 11.13). */
#include "unp.h"

/*
 * Print the line of say_listening and return a socket that listens on addr.
 * With SO_REUSEADDR a restart need not wait for TIME_WAIT. On an error it
 * prints a message and exits with status 1.
 */
int
Tcp_listen(const struct sockaddr_in *addr)
{
    int on = 1, listenfd = Socket(AF_INET, SOCK_STREAM, 0);

    Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    Bind(listenfd, (const struct sockaddr *)addr, sizeof(*addr));
    Listen(listenfd, LISTENQ);
    say_listening(listenfd);
    return listenfd;
}
