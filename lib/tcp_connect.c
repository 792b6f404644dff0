/* tcp_connect: socket and connect in one call (after UNP 11.12). */
#include "unp.h"

/*
 * Returns a socket that is connected to addr. On an error it prints a message
 * and exits with status 1.
 */
int
Tcp_connect(const struct sockaddr_in *addr)
{
    int sockfd = Socket(AF_INET, SOCK_STREAM, 0);

    Connect(sockfd, (const struct sockaddr *)addr, sizeof(*addr));
    return sockfd;
}
