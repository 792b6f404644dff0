/* talk: what peer does with a connection, bounded in time. */
#include "unp.h"
#include "grade.h"

#include <netinet/tcp.h>    /* TCP_NODELAY */
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

/* Returns the byte that should come back for c: c itself, unless ECHO is upper,
 * lower, or rot1 to rot25, a task that not everybody has. */
static char
echo_of(char c)
{
    const char *task = getenv("ECHO");
    int lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
    char first = lower ? 'a' : 'A';

    if (task == NULL || (!lower && !upper))
        return c;
    if (strcmp(task, "upper") == 0)
        return (char)(c - first + 'A');
    if (strcmp(task, "lower") == 0)
        return (char)(c - first + 'a');
    if (strncmp(task, "rot", 3) == 0)
        return (char)(first + (c - first + strtol(task + 3, NULL, 10)) % 26);
    return c;
}

/* Compare n bytes with what should come. Returns NULL if they are the same. */
static const char *
compare(const char *buf, const char *want, size_t n, size_t before)
{
    static char echo[256];      /* the last is 255 once all are set */
    size_t i = 0;

    for (; echo[255] == 0 && i < sizeof(echo); i++)
        echo[i] = echo_of((char)i);     /* once: a MiB has many bytes */
    for (i = 0; i < n && buf[i] == echo[(unsigned char)want[i]]; i++)
        ;
    if (i == n)
        return NULL;
    snprintf(answer, sizeof(answer), "wrong byte: number %zu is %d, not %d",
             before + i + 1, (unsigned char)buf[i],
             (unsigned char)echo[(unsigned char)want[i]]);
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

/* Returns "ok" if the next thing that comes is a FIN, otherwise what came. */
const char *
want_fin(int fd)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char byte;
    ssize_t n;

    if (poll(&p, 1, SILENCE) == 0)
        return "no FIN: none in 2 s";
    n = recv(fd, &byte, 1, MSG_DONTWAIT);
    return n == 0 ? "ok" : n > 0 ? "more bytes: than were sent" : "RST: no FIN";
}

/* Send until nothing more can be sent for 100 ms, or 16 MiB. Returns "ok". */
const char *
fill(int fd)
{
    static const char block[ECHOBUF];
    struct pollfd p = { .fd = fd, .events = POLLOUT };
    size_t sent = 0;

    while (sent < 16 << 20 && poll(&p, 1, 100) == 1) {
        ssize_t n = send(fd, block, sizeof(block), MSG_NOSIGNAL | MSG_DONTWAIT);

        if (n < 0 && errno != EAGAIN)
            return "RST: the connection has ended";
        sent += n > 0 ? (size_t)n : 0;
    }
    return "ok";
}

/* Returns a connection, or -1 if no client comes in time. */
int
accept_soon(int listenfd)
{
    struct pollfd p = { .fd = listenfd, .events = POLLIN };

    return poll(&p, 1, SILENCE) == 0 ? -1 : accept(listenfd, NULL, NULL);
}

/* Returns 1 if the client has read all that was sent, otherwise 0 (Linux). */
static int
all_read(int fd)
{
    struct sockaddr_in ours, its;
    socklen_t len = sizeof(ours);
    unsigned local, remote, unsent, unread, left = 0;
    FILE *table = fopen("/proc/net/tcp", "r");
    char line[512];

    getsockname(fd, (struct sockaddr *)&ours, &len);
    getpeername(fd, (struct sockaddr *)&its, &len);
    while (table != NULL && fgets(line, sizeof(line), table) != NULL)
        if (sscanf(line, " %*d: %*x:%x %*x:%x %*x %x:%x", &local, &remote,
                   &unsent, &unread) != 4)
            continue;
        else if (local == ntohs(ours.sin_port) && remote == ntohs(its.sin_port))
            left += unsent;
        else if (local == ntohs(its.sin_port) && remote == ntohs(ours.sin_port))
            left += unread;
    if (table != NULL)
        fclose(table);
    return left == 0;
}

/* Wait until the client has read all that was sent, for at most a second. */
static void
wait_read(int fd)
{
    int tries;

    for (tries = 0; tries < 200 && !all_read(fd); tries++)
        pause_ms(5);
}

/*
 * Send n bytes, in pieces. If a piece is one byte, the client reads the first
 * one alone. Returns 0 if the client has gone.
 */
static int
send_all(int fd, const char *buf, size_t n, size_t piece)
{
    ssize_t sent;
    int first = 1;

    for (; n > 0; buf += sent, n -= (size_t)sent) {
        sent = send(fd, buf, n < piece ? n : piece, MSG_NOSIGNAL);
        if (sent < 0)
            return 0;
        if (piece == 1) {
            if (first)
                wait_read(fd);
            pause_ms(1);
        }
        first = 0;
    }
    return 1;
}

/* Echo until the client's FIN, or until nothing comes. */
const char *
serve(int fd, int slow, int bytes)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char buf[MAXLINE];
    ssize_t n;
    int on = 1;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    while (poll(&p, 1, SILENCE) == 1) {
        if ((n = recv(fd, buf, sizeof(buf), 0)) < 0)
            return "RST: the client has gone";
        if (n == 0)
            return "ok";
        if (slow)
            pause_ms(1600);
        if (!send_all(fd, buf, (size_t)n, bytes ? 1 : ECHOBUF))
            return "RST: the client has gone";
    }
    return "no FIN: the client sends nothing for 2 s";
}
