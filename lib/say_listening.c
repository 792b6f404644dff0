/* say_listening: the line that says that clients can connect now. */
#include "unp.h"

/*
 * Print "listening on ADDRESS port PORT" on stdout, with the port that the
 * kernel has chosen if it was 0. Call it after listen: from then on clients can
 * connect. It flushes stdout; otherwise a child would have the line in its copy
 * of the buffer and print it again. On an error it prints a message and exits
 * with status 1.
 */
void
say_listening(int listenfd)
{
    struct sockaddr_in addr;
    socklen_t len = sizeof(addr);
    char host[INET_ADDRSTRLEN];

    Getsockname(listenfd, (struct sockaddr *)&addr, &len);
    inet_ntop(AF_INET, &addr.sin_addr, host, sizeof(host));
    if (printf("listening on %s port %d\n", host, ntohs(addr.sin_port)) < 0
        || fflush(stdout) != 0)
        err_sys("stdout");
}
