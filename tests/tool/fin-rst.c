/*
 * fin-rst: a client that sends its FIN at once, and then a RST. A server that
 * has the RST in CLOSE_WAIT gets EPIPE from its first write.
 *   tests/tool/fin-rst ADDRESS PORT
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    int sockfd = Tcp_connect(&servaddr);

    Shutdown(sockfd, SHUT_WR);
    Setsockopt(sockfd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    Close(sockfd);
    return 0;
}
