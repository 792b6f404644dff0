/*
 * read-to-eof: close-unread, but after its answer it sends its FIN and reads
 * until the client's FIN, and only then closes (RFC 1122 4.2.2.13).
 *
 * You will see: no byte is unread, so close sends no RST.
 * Still wrong: a client that never closes keeps a child forever.
 */
#include "unp.h"

/* Answer and end the connection. On an error: message, exit status 1. */
static void
refuse(int connfd)
{
    static const char answer[] = "busy\n";
    char buf[MAXLINE];

    Writen(connfd, answer, sizeof(answer) - 1);
    Shutdown(connfd, SHUT_WR);          /* our FIN: no more answers */
    while (Readn(connfd, buf, sizeof(buf)) > 0)
        ;                               /* until the client's FIN */
    Close(connfd);
}

/* Never returns. On an error it prints a message and exits with status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int connfd, listenfd = Tcp_listen(&servaddr);
    pid_t pid;

    Signal(SIGCHLD, SIG_IGN);           /* no zombies: the kernel reaps them */
    Signal(SIGPIPE, SIG_IGN);           /* the client may have gone */
    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        pid = Fork();
        if (pid == 0) {                 /* child */
            Close(listenfd);
            refuse(connfd);
            _exit(0);
        }
        Close(connfd);
    }
}
