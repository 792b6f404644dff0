/*
 * never-reads: a client that sends and does not read the echo (UNP 6.8).
 *
 * Still wrong: it never reads. It blocks in write, and so does the server's
 * child: each waits until the other reads. The other clients are still served.
 * This program never ends.
 */
#include "unp.h"

/* Never returns. When the server closes, it exits with 1 and a message. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Tcp_connect(&servaddr);
    char line[MAXLINE];

    memset(line, '.', sizeof(line));
    line[sizeof(line) - 1] = '\n';
    Signal(SIGPIPE, SIG_IGN);
    for (;;)
        Writen(sockfd, line, sizeof(line));     /* the echo stays unread */
}
