/* say_listening: the readiness line, for whoever waits for this server. */
#include "unp.h"

/*
 * Print "listening on ADDRESS port PORT" on stdout, with the port that the
 * kernel chose if it was 0. Call it after listen: from then on clients can
 * connect. Flushed at once: nothing may be pending when the program forks, or
 * the child would print it again. Error: exit 1.
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
