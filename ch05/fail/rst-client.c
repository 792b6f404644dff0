/*
 * rst-client: connect, then a reset at once instead of a FIN (UNP 5.11).
 *
 * What you will see: nothing here. A server that was too busy (stopped) to
 * accept finds the connection reset: on Linux accept succeeds and the first
 * read says ECONNRESET; elsewhere accept says ECONNABORTED.
 */
#include "unp.h"

/* Exit status 0 when the connection was made and reset; otherwise 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    int sockfd = Tcp_connect(&servaddr);    /* the kernel accepts for now */

    Setsockopt(sockfd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    Close(sockfd);                          /* RST, and no TIME_WAIT */
    return 0;
}
