/*
 * close-unread: a server that answers each client "busy" and closes, without
 * reading what the client has sent (RFC 1122 4.2.2.13).
 *
 * Still wrong: if there are unread bytes, close sends a RST instead of a FIN.
 * The client gets ECONNRESET, and it may lose the answer.
 */
#include "unp.h"

/* Answer and end the connection. On an error: message, exit status 1. */
static void
refuse(int connfd)
{
    static const char answer[] = "busy\n";

    Writen(connfd, answer, sizeof(answer) - 1);
    Close(connfd);                      /* a RST, if there are unread bytes */
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
