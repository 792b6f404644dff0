/*
 * keepalive-client: an idle client that makes sure of its server (UNP 7.5).
 *
 * It sends stdin, then stays connected and waits for the server to speak.
 * You will see: the server's host crashes; TCP asks once a second, and after
 * five questions without an answer read says ETIMEDOUT. A host that has been
 * rebooted answers, with a reset: ECONNRESET. Without SO_KEEPALIVE: never.
 */
#include "unp.h"

#include <netinet/tcp.h>    /* TCP_KEEPIDLE */

/* Let TCP ask when sockfd has been idle. The default is to wait two hours. */
static void
set_keepalive(int sockfd)
{
    int on = 1;

    Setsockopt(sockfd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
#if defined(TCP_KEEPIDLE) && defined(TCP_KEEPINTVL) && defined(TCP_KEEPCNT)
    int idle = 1, interval = 1, count = 5;      /* seconds, seconds, times */

    Setsockopt(sockfd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof(idle));
    Setsockopt(sockfd, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof(int));
    Setsockopt(sockfd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof(count));
#endif
}

/* Never returns: exit 1 when the server is gone, one way or another. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd;
    char byte;

    sockfd = Tcp_connect(&servaddr);
    set_keepalive(sockfd);
    str_cli(STDIN_FILENO, sockfd);      /* until EOF on stdin; no FIN yet */
    if (Readn(sockfd, &byte, 1) > 0)    /* blocked here, it misses nothing */
        err_quit("the server speaks unasked");
    err_quit("server terminated prematurely");
}
