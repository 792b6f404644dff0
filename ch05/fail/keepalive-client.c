/*
 * keepalive-client: an idle client that notices a crashed host (UNP 7.5).
 *
 * It sends stdin, stays connected and reads. If the server's host crashes, TCP
 * sends a keepalive probe each second; after five probes without an answer read
 * fails with ETIMEDOUT. A rebooted host answers with a RST: ECONNRESET. Without
 * SO_KEEPALIVE the client never notices.
 */
#include "unp.h"

#include <netinet/tcp.h>    /* TCP_KEEPIDLE */

/* Let TCP send probes after a second of silence; by default it is two hours. */
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

/* Never returns: exit 1 when the connection has ended, for any reason. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd;
    char byte;

    sockfd = Tcp_connect(&servaddr);
    set_keepalive(sockfd);
    str_cli(STDIN_FILENO, sockfd);      /* until EOF on stdin; no FIN yet */
    if (Readn(sockfd, &byte, 1) > 0)    /* returns at once on FIN or error */
        err_quit("the server speaks unasked");
    err_quit("server terminated prematurely");
}
