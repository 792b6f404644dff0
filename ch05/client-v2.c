/*
 * client-v2: the TCP echo client, five connections at once (UNP 5.10).
 *
 * New since v1: five connections; it uses only the first.
 * Still wrong: while it waits for stdin, it does not see the server's FIN.
 */
#include "unp.h"

/*
 * Returns 0 when all of stdin has come back. On an error it prints a message
 * and exits with status 1.
 */
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
