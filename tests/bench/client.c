/* client: the bench's side of a connection. */
#include "measure.h"

/* The ports 10000 to 29999. Linux chooses higher ports for the servers of the
   tests, so no test counts our sockets. */
#define LOWEST  10000
#define PORTS   20000

/*
 * Bind sockfd to a port of 127.0.0.2, then 127.0.0.3, and so on to 127.0.0.201.
 * The end that closes first keeps its port in TIME_WAIT for a minute, so one
 * address has too few ports. If this machine has only 127.0.0.1, the kernel
 * chooses. An error ends the program.
 */
static void
bind_next(int sockfd)
{
    static unsigned int turn;
    struct sockaddr_in from;
    int tries;

    if (turn == 0)              /* the last runs started elsewhere */
        turn = (unsigned int)getpid() % 200 * PORTS;
    memset(&from, 0, sizeof(from));
    from.sin_family = AF_INET;
    for (tries = 0; tries < 200 * PORTS; tries++, turn++) {
        from.sin_addr.s_addr = htonl(0x7f000002 + turn / PORTS % 200);
        from.sin_port = htons((in_port_t)(LOWEST + turn % PORTS));
        if (bind(sockfd, (struct sockaddr *)&from, sizeof(from)) == 0
            || errno == EADDRNOTAVAIL)
            break;
        if (errno != EADDRINUSE)
            err_sys("bind");
    }
    turn++;
}

/* Returns a socket connected to the target. An error ends the program. */
int
client(const struct target *t)
{
    int sockfd = Socket(AF_INET, SOCK_STREAM, 0);

    bind_next(sockfd);
    Connect(sockfd, (const struct sockaddr *)&t->addr, sizeof(t->addr));
    return sockfd;
}

/*
 * Send n bytes (at most MAXLINE) and compare the echo. If it is different,
 * print a message and exit with status 1.
 */
void
exchange(int sockfd, const char *bytes, size_t n)
{
    char back[MAXLINE];

    Writen(sockfd, bytes, n);
    if (Readn(sockfd, back, n) != (ssize_t)n)
        err_quit("the server closed the connection before its echo");
    if (memcmp(back, bytes, n) != 0)
        err_quit("the echo is not what was sent");
}
