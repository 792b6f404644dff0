/*
 * bad_echo: an echo with one fault, which FLAW in the environment names.
 * "byte": one byte is wrong; "lose": one byte is lost; "add": there is one more
 * at the end; "nul": it stops at a NUL; "first": a first read of one byte is
 * taken for the end; "fin": a FIN ends the echo too early; "slow-fin": it waits
 * for that FIN for a second; "again": after an error it writes again, for ever;
 * "stay": after the FIN it does not end; "upper": it is in upper case; "tail":
 * it sends what strlen says, and the buffer keeps the line before; "string": it
 * sends the NUL after them; "strip": it sends no newline; "crlf": it sends
 * "\r\n" for it; "one": it echoes once, and closes; "whole": it echoes only
 * when all has come; "silent": a client that leaves without a byte keeps it for
 * ever.
 */
#include "unp.h"
#include "bad.h"

#include <ctype.h>          /* toupper */

/* Returns 1 if the client's FIN is the next to read, within ms milliseconds. */
static int
fin_is_next(int connfd, int ms)
{
    struct pollfd in = { .fd = connfd, .events = POLLIN };
    char next;

    return poll(&in, 1, ms) == 1 && recv(connfd, &next, 1, MSG_PEEK) == 0;
}

/* Read until the FIN, and only then echo. Returns -1 for an error. */
static ssize_t
echo_whole(int connfd)
{
    static char buf[ECHOBUF];
    size_t total = 0;
    ssize_t n;

    while ((n = read(connfd, buf + total, sizeof(buf) - total)) > 0)
        total += (size_t)n;
    return writen(connfd, buf, total);
}

/* Close, and do not end. */
static void
stay(int connfd)
{
    close(connfd);
    for (;;)
        pause();
}

/* Change the n bytes that have come, with a fault. Returns how many there are
 * then. `total` bytes came before. */
static ssize_t
change(char *buf, ssize_t n, ssize_t total)
{
    ssize_t i, at = 100000 - total;
    char *nul;

    if (has("byte") && at >= 0 && at < n)
        buf[at] ^= 1;
    if (has("lose") && at >= 0 && at < n)
        memmove(buf + at, buf + at + 1, (size_t)(--n - at));
    if (has("nul") && (nul = memchr(buf, '\0', (size_t)n)) != NULL)
        n = nul - buf;
    if (has("tail"))
        n = (ssize_t)strlen(buf);
    if (has("string"))
        buf[n++] = '\0';
    if (has("strip") && buf[n - 1] == '\n')
        n--;
    if (has("crlf") && buf[n - 1] == '\n') {
        buf[n - 1] = '\r';
        buf[n++] = '\n';
    }
    for (i = 0; has("upper") && i < n; i++)
        buf[i] = (char)toupper((unsigned char)buf[i]);
    return n;
}

/* Echo all that comes, with the fault. */
void
bad_echo(int connfd)
{
    static char buf[ECHOBUF];
    ssize_t n, came, total = 0;

    if (has("again"))
        Signal(SIGPIPE, SIG_IGN);
    while (has("silent") && recv(connfd, buf, 1, MSG_PEEK) == 0)
        pause_ms(10);
    if (has("whole") && echo_whole(connfd) < 0)
        return;
    while ((came = read(connfd, buf, sizeof(buf) - 1)) > 0) {
        if (has("first") && total == 0 && came == 1)
            return;
        n = change(buf, came, total);
        total += came;
        if ((has("fin") && fin_is_next(connfd, 0))
            || (has("slow-fin") && fin_is_next(connfd, 1000)))
            return;
        while (writen(connfd, buf, (size_t)n) < 0)
            if (!has("again"))
                return;
        if (has("one"))
            return;
    }
    if (has("stay"))
        stay(connfd);
    if (has("add"))
        writen(connfd, "x", 1);
}
