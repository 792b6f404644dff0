/*
 * linger-client: how long does close wait, and what does it leave (UNP 7.5)?
 * It sends so much that a part stays in its send buffer, and then closes: once
 * as usual, once with SO_LINGER {1, 1}, and once with {1, 0}.
 *
 * You will see (the lab stops the server, which then reads nothing): close
 * returns at once; after a second; at once, with a RST and nothing left.
 */
#include "unp.h"

#include <fcntl.h>          /* fcntl, O_NONBLOCK */
#include <time.h>           /* clock_gettime */

#ifndef SO_LINGER_SEC       /* macOS: its SO_LINGER counts 1/100 s */
#define SO_LINGER_SEC SO_LINGER
#endif

/* Send until the buffers of both hosts are full. An error ends the program. */
static void
fill(int sockfd)
{
    static const char zeros[MAXLINE];
    ssize_t n;

    if (fcntl(sockfd, F_SETFL, O_NONBLOCK) < 0)
        err_sys("fcntl");
    while ((n = write(sockfd, zeros, sizeof(zeros))) > 0)
        ;
    if (n < 0 && errno != EAGAIN)
        err_sys("write");
    if (fcntl(sockfd, F_SETFL, 0) < 0)  /* otherwise BSD's close never waits */
        err_sys("fcntl");
}

/* Returns the milliseconds that close has taken. */
static long
close_time(int fd)
{
    struct timespec start, end;

    clock_gettime(CLOCK_MONOTONIC, &start);
    Close(fd);
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (end.tv_sec - start.tv_sec) * 1000
           + (end.tv_nsec - start.tv_nsec) / 1000000;
}

/* Exits with 0, or with 1 and a message if a call fails. */
int
main(int argc, char **argv)
{
    static const struct linger how[] = { { 0, 0 }, { 1, 1 }, { 1, 0 } };
    struct sockaddr_in servaddr = peer_addr(argc, argv), mine;
    socklen_t len = sizeof(mine);
    int i;

    for (i = 0; i < 3; i++) {
        int sockfd = Tcp_connect(&servaddr);

        Setsockopt(sockfd, SOL_SOCKET, SO_LINGER_SEC, &how[i], sizeof(*how));
        Getsockname(sockfd, (struct sockaddr *)&mine, &len);
        fill(sockfd);
        printf("{%d, %d} port %d: ", how[i].l_onoff, how[i].l_linger,
               ntohs(mine.sin_port));
        printf("close took %ld ms\n", close_time(sockfd));
    }
    if (fflush(stdout) != 0)
        err_sys("stdout");
    return 0;
}
