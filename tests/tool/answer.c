/*
 * answer: a server that sends TEXT to its only client, without a newline, and
 * then its FIN. It ends when the client has closed.
 *   tests/tool/answer ADDRESS PORT TEXT
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(3, argv);
    int connfd, listenfd = Tcp_listen(&servaddr);
    char buf[MAXLINE];

    if (argc != 4)
        err_quit("three arguments");
    connfd = Accept(listenfd, NULL, NULL);
    Writen(connfd, argv[3], strlen(argv[3]));
    Shutdown(connfd, SHUT_WR);
    while (Readn(connfd, buf, sizeof(buf)) > 0)
        ;
    return 0;
}
