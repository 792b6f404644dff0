/* bad_echo: an echo with one of the faults that fork.c names. */
#include "unp.h"
#include "bad.h"

/* Echo all that comes, with the fault. */
void
bad_echo(int connfd)
{
    static char buf[ECHOBUF];
    ssize_t n, total = 0;
    char *nul, next;

    while ((n = read(connfd, buf, sizeof(buf))) > 0) {
        if (has("first") && total == 0 && n == 1)
            return;
        if (has("byte") && total <= 100000 && 100000 < total + n)
            buf[100000 - total] ^= 1;
        total += n;
        if (has("nul") && (nul = memchr(buf, '\0', (size_t)n)) != NULL)
            n = nul - buf;
        if (has("fin")
            && recv(connfd, &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
            return;
        if (writen(connfd, buf, (size_t)n) < 0)
            return;
    }
}
