/*
 * client-v2: the TCP echo client, five connections at once (UNP 5.10).
 *
 * New since v1: five connections; the first is used, all end together.
 * Still wrong: blocked in read on stdin, it misses the server's FIN.
 */
#include "unp.h"

/* Exit status 0 when all of stdin has come back, else 1 and a message. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd[5], i;

    for (i = 0; i < 5; i++) {
        sockfd[i] = Socket(AF_INET, SOCK_STREAM, 0);
        Connect(sockfd[i], (struct sockaddr *)&servaddr, sizeof(servaddr));
    }

    str_cli(STDIN_FILENO, sockfd[0]);   /* until EOF on stdin */
    for (i = 0; i < 5; i++)
        Close(sockfd[i]);               /* five FINs: five children end */
    return 0;
}
