/*
 * fin-first: a server that sends its FIN at once, reads nothing, and ends when
 * its stdin ends. Then it sends a RST.
 *   tests/tool/fin-first ADDRESS PORT
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int listenfd = Tcp_listen(&servaddr);
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    int connfd = Accept(listenfd, NULL, NULL);
    char byte;

    Setsockopt(connfd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    Shutdown(connfd, SHUT_WR);
    Readn(STDIN_FILENO, &byte, 1);
    return 0;
}
