/* bulk: send and receive at once, at full speed; every byte is checked. */
#include "measure.h"

#include <fcntl.h>          /* O_NONBLOCK */
#include <poll.h>           /* poll */

#define CHUNK   65536       /* size of each write and each read */
#define PERIOD  65521       /* a prime: a lost or moved byte does not match */

static char pattern[PERIOD + CHUNK];    /* has CHUNK bytes from any start */

/* Fill the pattern with random-looking bytes that repeat after PERIOD. */
static void
make_pattern(void)
{
    unsigned int x = 1, i;

    for (i = 0; i < sizeof(pattern); i++) {
        x = x * 1103515245u + 12345u;
        pattern[i] = i < PERIOD ? (char)(x >> 16) : pattern[i - PERIOD];
    }
}

/*
 * Send some of the total bytes if there is room. Returns how many, or 0. A FIN
 * follows the last byte, so Nagle's algorithm does not delay the last segment.
 */
static size_t
send_some(int sockfd, size_t sent, size_t total)
{
    size_t n = total - sent < CHUNK ? total - sent : CHUNK;
    ssize_t w = write(sockfd, pattern + sent % PERIOD, n);

    if (w < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        err_sys("bulk: write");
    if (w > 0 && sent + (size_t)w == total)
        Shutdown(sockfd, SHUT_WR);
    return w < 0 ? 0 : (size_t)w;
}

/*
 * Read what has arrived and compare it. Returns how many bytes, 0 at EOF, or -1
 * if none has arrived yet. If a byte is wrong, is missing or is one too many,
 * it prints a message and exits with status 1.
 */
static ssize_t
check_some(int sockfd, size_t checked, size_t total)
{
    static char back[CHUNK];
    ssize_t r = read(sockfd, back, CHUNK);

    if (r < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        err_sys("bulk: read");
    if (r == 0 && checked < total)
        err_quit("bulk: %zu bytes of %zu came back", checked, total);
    if (r > 0 && checked + (size_t)r > total)
        err_quit("bulk: more than %zu bytes came back", total);
    if (r > 0 && memcmp(back, pattern + checked % PERIOD, (size_t)r) != 0)
        err_quit("bulk: a byte after the first %zu is wrong", checked);
    return r;
}

/* result[0]: MiB per second, counted in one direction. */
void
measure_bulk(const struct target *t, double *result)
{
    size_t total = (size_t)amount.mebibytes << 20, sent = 0, checked = 0;
    struct pollfd p = { client(t), 0, 0 };
    double start;
    ssize_t r = -1;

    make_pattern();
    if (fcntl(p.fd, F_SETFL, O_NONBLOCK) < 0)
        err_sys("fcntl");
    start = now();
    while (r != 0) {
        p.events = (short)(POLLIN | (sent < total ? POLLOUT : 0));
        if (poll(&p, 1, -1) < 0 && errno != EINTR)
            err_sys("poll");
        if (p.revents & POLLOUT)
            sent += send_some(p.fd, sent, total);
        if ((r = check_some(p.fd, checked, total)) > 0)
            checked += (size_t)r;
    }
    result[0] = amount.mebibytes / (now() - start);
    Close(p.fd);
}
