/*
 * rst-client: connects, then at once sends a RST instead of a FIN (UNP 5.11).
 *
 * You will see: this program prints nothing. The lab stops the server, so that
 * it calls accept only after the RST. On Linux accept then succeeds, and the
 * first read fails with ECONNRESET. POSIX says that accept fails with
 * ECONNABORTED; some systems never tell the server.
 */
#include "unp.h"

/* Exits with 0 if it has connected and sent a RST, otherwise with 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    int sockfd = Tcp_connect(&servaddr);    /* no accept needed */

    Setsockopt(sockfd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    Close(sockfd);                          /* RST, and no TIME_WAIT */
    return 0;
}
