/* talk: send bytes and compare what comes back, bounded in time. */
#include "unp.h"
#include "peer.h"

#include <poll.h>           /* poll */

static char answer[200];

/* Returns text for the end of a connection: a FIN, a RST or another error. */
static const char *
ended(ssize_t n, size_t got, size_t want)
{
    const char *what = n == 0 ? "FIN" : errno == ECONNRESET ? "RST"
                                                            : strerror(errno);

    snprintf(answer, sizeof(answer), "%s: after %zu of %zu bytes", what, got,
             want);
    return answer;
}

/* Compare n bytes with what should come. Returns NULL if they are the same. */
static const char *
compare(const char *buf, const char *want, size_t n, size_t before)
{
    size_t i = 0;

    while (i < n && buf[i] == want[i])
        i++;
    if (i == n)
        return NULL;
    snprintf(answer, sizeof(answer), "wrong byte: number %zu is %d, not %d",
             before + i + 1, (unsigned char)buf[i], (unsigned char)want[i]);
    return answer;
}

/*
 * Send the next piece or a part of it. Returns how many bytes. A piece of one
 * byte has its own segment. The server reads the first one alone: wait for its
 * echo.
 */
static size_t
send_piece(const struct talk *t, size_t sent)
{
    struct pollfd echo = { .fd = t->fd, .events = POLLIN };
    size_t left = t->outlen - sent;
    ssize_t n = send(t->fd, t->out + sent, left < t->piece ? left : t->piece,
                     MSG_NOSIGNAL | MSG_DONTWAIT);

    if (n > 0 && t->piece == 1)
        poll(&echo, 1, sent == 0 ? 1000 : 5);
    return n > 0 ? (size_t)n : 0;
}

/* Send and receive at once. Returns "ok", or what came instead. */
const char *
talk(const struct talk *t)
{
    char buf[ECHOBUF];
    size_t sent = 0, got = 0;

    while (sent < t->outlen || got < t->wantlen) {
        struct pollfd p = { .fd = t->fd, .events = 0 };
        size_t left = t->wantlen - got;
        const char *wrong;
        ssize_t n;

        p.events = (short)((got < t->wantlen ? POLLIN : 0)
                           | (sent < t->outlen ? POLLOUT : 0));
        if (poll(&p, 1, SILENCE) == 0) {
            snprintf(answer, sizeof(answer), "no echo: %zu of %zu bytes in %d "
                     "s", got, t->wantlen, SILENCE / 1000);
            return answer;
        }
        if (p.revents & POLLOUT)
            sent += send_piece(t, sent);
        if (!(p.revents & (POLLIN | POLLERR | POLLHUP)))
            continue;
        n = recv(t->fd, buf, left < sizeof(buf) ? left : sizeof(buf),
                 MSG_DONTWAIT);
        if (n <= 0 && !(n < 0 && errno == EAGAIN))
            return ended(n, got, t->wantlen);
        if (n > 0 && (wrong = compare(buf, t->want + got, (size_t)n, got)))
            return wrong;
        got += n > 0 ? (size_t)n : 0;
    }
    return "ok";
}
