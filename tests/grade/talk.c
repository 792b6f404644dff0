/* talk: what peer does with one connection; each wait has a bound. */
#include "grade.h"

#include <netinet/tcp.h>    /* TCP_NODELAY */
#include <poll.h>           /* poll */

enum { QUIET = 100, REST = 30 };    /* ms: nothing moves; no more bytes come */

static const char *echo = "same";
static int silence = 2000;          /* ms */
static long long deadline;          /* of clock_ms, or 0 */
static char answer[200];

void
talk_begin(const char *its_echo, int ms, int left)
{
    echo = its_echo;
    silence = ms;
    deadline = clock_ms() + left;
}

/* Returns 1 if any answer is an echo. */
static int
any_echo(void)
{
    return strcmp(echo, "any") == 0;
}

/* Returns the echo of c, which is another one only for a letter. */
static char
echo_of(char c)
{
    int lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
    char first = lower ? 'a' : 'A';

    if (!lower && !upper)
        return c;
    if (strcmp(echo, "upper") == 0)
        return (char)(c - first + 'A');
    if (strcmp(echo, "lower") == 0)
        return (char)(c - first + 'a');
    if (strncmp(echo, "rot", 3) == 0)
        return (char)(first + (c - first + strtol(echo + 3, NULL, 10)) % 26);
    return c;
}

void
map_echo(char *bytes, size_t n)
{
    char map[256];
    size_t i;

    for (i = 0; i < sizeof(map); i++)   /* once: a MiB has many bytes */
        map[i] = echo_of((char)i);
    for (i = 0; i < n; i++)
        bytes[i] = map[(unsigned char)bytes[i]];
}

int
wait_event(int fd, short events, int ms)
{
    struct pollfd p = { .fd = fd, .events = events };
    long long left = deadline - clock_ms();

    if (ms == 0)
        ms = silence;
    if (left < ms)
        ms = left > 0 ? (int)left : 0;
    return poll(&p, 1, ms) == 1 ? p.revents : 0;
}

const char *
silent(const char *what)
{
    if (clock_ms() >= deadline)
        snprintf(answer, sizeof(answer), "time over: %s", what);
    else
        snprintf(answer, sizeof(answer), "%s in %g s", what, silence / 1000.0);
    return answer;
}

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
    if (i == n || any_echo())
        return NULL;
    snprintf(answer, sizeof(answer), "wrong byte: number %zu is %d, not %d",
             before + i + 1, (unsigned char)buf[i], (unsigned char)want[i]);
    return answer;
}

/*
 * Send the next piece or a part of it. Returns how many bytes; -1 if that does
 * not work: what has happened is seen when we receive. A piece of one byte has
 * its own segment. The server reads the first one alone: wait for its echo.
 */
static ssize_t
send_piece(const struct talk *t, size_t sent)
{
    size_t left = t->outlen - sent;
    ssize_t n = send(t->fd, t->out + sent, left < t->piece ? left : t->piece,
                     MSG_NOSIGNAL | MSG_DONTWAIT);

    if (n > 0 && t->piece == 1)
        wait_event(t->fd, POLLIN, sent == 0 ? 1000 : 5);
    return n;
}

/* Receive what has come, up to size bytes. Returns how many; 0 for a FIN, -1
 * with EAGAIN for nothing. */
static ssize_t
receive(int fd, char *buf, size_t size)
{
    ssize_t n;

    do
        n = recv(fd, buf, size, MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    return n;
}

/* With any echo: drop what has come, until nothing comes for ms. */
static void
drop_rest(int fd, int ms)
{
    char buf[ECHOBUF];

    while (wait_event(fd, POLLIN, ms) && receive(fd, buf, sizeof(buf)) > 0)
        ;
}

const char *
talk(const struct talk *t)
{
    char buf[ECHOBUF];
    size_t sent = 0, got = 0, want = t->wantlen;

    if (any_echo() && want > 0) {
        want = 1;
        if (t->outlen > 0)
            drop_rest(t->fd, 1);
    }
    while (sent < t->outlen || got < want) {
        size_t left = any_echo() ? sizeof(buf) : want - got;
        const char *wrong;
        int events = wait_event(t->fd, (short)((got < want ? POLLIN : 0)
                                    | (sent < t->outlen ? POLLOUT : 0)), 0);
        ssize_t n = 0;

        if (events == 0) {
            snprintf(buf, 100, "no echo: %zu of %zu bytes", got, want);
            return silent(buf);
        }
        if ((events & POLLOUT) && (n = send_piece(t, sent)) > 0)
            sent += (size_t)n;
        if (!(events & (POLLIN | POLLERR | POLLHUP)))
            continue;
        n = receive(t->fd, buf, left < sizeof(buf) ? left : sizeof(buf));
        if (n <= 0 && !(n < 0 && errno == EAGAIN))
            return ended(n, got, want);
        if (n > 0 && (wrong = compare(buf, t->want + got, (size_t)n, got)))
            return wrong;
        got += n > 0 ? (size_t)n : 0;
    }
    if (any_echo() && want > 0)
        drop_rest(t->fd, REST);
    else if (t->outlen > 0 && want > 0
             && recv(t->fd, buf, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
        return "more bytes: than were sent";
    return "ok";
}

const char *
want_fin(int fd)
{
    char byte;
    ssize_t n;

    if (!wait_event(fd, POLLIN, 0))
        return silent("no FIN: none");
    n = receive(fd, &byte, 1);
    return n == 0 ? "ok" : n > 0 ? "more bytes: than were sent" : "RST: no FIN";
}

/* Returns a byte of what late_read sends: a line has 128 bytes. No byte is a
 * letter, so each is its own echo. After a lost block, other bytes come. */
static char
flood_byte(size_t number)
{
    return number % 128 == 127 ? '\n' : (char)('!' + number % 31);
}

/* Send the pattern until nothing more can be sent, or FLOOD. Returns how many
 * bytes, or -1 if the connection has ended. */
static ssize_t
send_flood(int fd)
{
    char block[ECHOBUF];
    size_t i, sent = 0;

    while (sent < FLOOD && wait_event(fd, POLLOUT, QUIET)) {
        ssize_t n;

        for (i = 0; i < sizeof(block); i++)
            block[i] = flood_byte(sent + i);
        n = send(fd, block, sizeof(block), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno != EAGAIN)
            return -1;
        sent += n > 0 ? (size_t)n : 0;
    }
    return (ssize_t)sent;
}

const char *
fill(int fd)
{
    return send_flood(fd) < 0 ? "RST: the connection has ended" : "ok";
}

const char *
late_read(int fd)
{
    char buf[ECHOBUF];
    size_t i, got = 0;
    ssize_t n, sent = send_flood(fd);

    if (sent < 0)
        return "RST: the connection has ended";
    while (got < (size_t)sent) {
        if (!wait_event(fd, POLLIN, 0)) {
            snprintf(buf, 100, "bytes lost: %zu of %zd come back, no more", got,
                     sent);
            return silent(buf);
        }
        n = receive(fd, buf, sizeof(buf));
        if (n <= 0 && !(n < 0 && errno == EAGAIN))
            return ended(n, got, (size_t)sent);
        for (i = 0; n > 0 && i < (size_t)n; i++)
            if (buf[i] != flood_byte(got + i)) {
                snprintf(answer, sizeof(answer), "bytes lost: after %zu of %zd "
                         "comes another byte", got + i, sent);
                return answer;
            }
        got += n > 0 ? (size_t)n : 0;
    }
    return "ok";
}

int
next_sock(struct sock *s)
{
    static const char *const paths[] = { "/proc/net/tcp", "/proc/net/tcp6" };
    static FILE *table;
    static int at;
    char line[512];

    for (; at < 2; at++) {
        if (table == NULL)
            table = fopen(paths[at], "r");
        while (table != NULL && fgets(line, sizeof(line), table) != NULL)
            if (sock_parse(s, line))
                return 1;
        if (table != NULL)
            fclose(table);
        table = NULL;
    }
    at = 0;
    return 0;
}

/* Returns 1 if the client has read all that was sent, otherwise 0 (Linux). */
static int
all_read(int fd)
{
    struct sockaddr_in ours, its;
    socklen_t len = sizeof(ours);
    unsigned long left = 0;
    unsigned our_port, its_port;
    struct sock s;

    getsockname(fd, (struct sockaddr *)&ours, &len);
    getpeername(fd, (struct sockaddr *)&its, &len);
    our_port = ntohs(ours.sin_port);
    its_port = ntohs(its.sin_port);
    while (next_sock(&s))
        if (s.port[LOCAL] == our_port && s.port[REMOTE] == its_port)
            left += s.sendq;
        else if (s.port[LOCAL] == its_port && s.port[REMOTE] == our_port)
            left += s.recvq;
    return left == 0;
}

/*
 * Send n bytes, in pieces. If a piece is one byte, the client reads the first
 * one alone; we wait for that, for at most a second. Returns 0 if the client
 * has gone, or does not read.
 */
static int
send_all(int fd, const char *buf, size_t n, size_t piece)
{
    ssize_t sent;
    long long until = clock_ms() + 1000;

    for (; n > 0; buf += sent, n -= (size_t)sent) {
        if (!wait_event(fd, POLLOUT, 0))
            return 0;
        sent = send(fd, buf, n < piece ? n : piece,
                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN)
            return 0;
        sent = sent < 0 ? 0 : sent;
        while (piece == 1 && clock_ms() < until && !all_read(fd))
            pause_ms(10);
        if (piece == 1)
            pause_ms(1);
        until = 0;
    }
    return 1;
}

const char *
serve(int fd, size_t most, long late, size_t piece)
{
    char buf[MAXLINE];
    size_t total = 0, bound = most > 0 ? most : FLOOD;
    ssize_t n;
    int on = 1;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    while (clock_ms() < deadline && wait_event(fd, POLLIN, 0)) {
        n = receive(fd, buf, sizeof(buf));
        if (n < 0 && errno == EAGAIN)
            continue;
        if (n < 0)
            return "RST: the client has gone";
        if (n == 0)
            return "ok";
        total += (size_t)n;
        if (total > bound) {
            snprintf(answer, sizeof(answer), "too much: its input has %zu "
                     "bytes, and it sends more", bound);
            return answer;
        }
        if (total == most || (most == 0 && total == (size_t)n))
            pause_ms(late);
        if (!send_all(fd, buf, (size_t)n, piece))
            return "RST: the client has gone";
    }
    return silent(total == most || (most == 0 && total > 0)
                                ? "no FIN: all is echoed, and it sends nothing"
                                : "no FIN: the client sends nothing");
}
