/*
 * client-v1: the TCP echo client, one connection (UNP 5.4).
 *
 * New: it sends stdin line by line, and copies the echo to stdout.
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
    int sockfd;

    sockfd = Socket(AF_INET, SOCK_STREAM, 0);
    Connect(sockfd, (struct sockaddr *)&servaddr, sizeof(servaddr));

    str_cli(STDIN_FILENO, sockfd);      /* until EOF on stdin */
    Close(sockfd);                      /* sends our FIN: we close first */
    return 0;
}
