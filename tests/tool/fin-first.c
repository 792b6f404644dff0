/*
 * fin-first: a server that sends its FIN at once, reads nothing, and ends when
 * its stdin ends. A RST then answers the data of the client.
 *   tests/tool/fin-first ADDRESS PORT
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int listenfd = Tcp_listen(&servaddr);
    char byte;

    Shutdown(Accept(listenfd, NULL, NULL), SHUT_WR);
    Readn(STDIN_FILENO, &byte, 1);
    return 0;
}
