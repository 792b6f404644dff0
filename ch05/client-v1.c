/*
 * client-v1: the TCP echo client, one connection (UNP 5.4).
 *
 * New: stdin to the server, line by line; the echo to stdout.
 * Still wrong: blocked in read on stdin, it misses the server's FIN.
 */
#include "unp.h"

/* Exit status 0 when all of stdin has come back, else 1 and a message. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd;

    sockfd = Socket(AF_INET, SOCK_STREAM, 0);
    Connect(sockfd, (struct sockaddr *)&servaddr, sizeof(servaddr));

    str_cli(STDIN_FILENO, sockfd);      /* until EOF on stdin */
    Close(sockfd);                      /* our FIN: we close first */
    return 0;
}
