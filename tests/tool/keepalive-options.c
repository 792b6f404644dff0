/*
 * keepalive-options: keepalive-client that prints the options of its socket
 * when it would send its stdin.
 */
#include "unp.h"

#include <netinet/tcp.h>    /* TCP_KEEPIDLE */

/* Returns the value of that option of fd. An error ends the program. */
static int
option(int fd, int level, int name)
{
    int value = 0;
    socklen_t len = sizeof(value);

    if (getsockopt(fd, level, name, &value, &len) < 0)
        err_sys("getsockopt");
    return value;
}

/* Takes the place of str_cli. */
static void
show_options(int infd, int sockfd)
{
    (void)infd;
    printf("SO_KEEPALIVE %d\n", option(sockfd, SOL_SOCKET, SO_KEEPALIVE) != 0);
#if defined(TCP_KEEPIDLE) && defined(TCP_KEEPINTVL) && defined(TCP_KEEPCNT)
    printf("TCP_KEEPIDLE %d\n", option(sockfd, IPPROTO_TCP, TCP_KEEPIDLE));
    printf("TCP_KEEPINTVL %d\n", option(sockfd, IPPROTO_TCP, TCP_KEEPINTVL));
    printf("TCP_KEEPCNT %d\n", option(sockfd, IPPROTO_TCP, TCP_KEEPCNT));
#endif
}

#define str_cli show_options
#include "../../ch05/fail/keepalive-client.c"
