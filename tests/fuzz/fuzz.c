/*
 * fuzz: random conversations with an echo server, eight at once, compared with
 * a model of the server: every byte that was sent comes back, in order, once.
 *   tests/fuzz/fuzz ADDRESS PORT SEED COUNT PATIENCE [upper]
 *
 * The same SEED gives the same COUNT conversations. It waits at most PATIENCE
 * seconds for the server. upper: the server is upper-server. Exit status 0; on
 * an error: message, exit status 1.
 */
#include "fuzz.h"

#include <poll.h>           /* poll */

#define SLOTS   8           /* conversations at once */

static struct talk talks[SLOTS];

/* Returns argument i, a number. Anything else: usage line, exit status 2. */
static int
number(int argc, char **argv, int i)
{
    const char *text = i < argc ? argv[i] : "";
    char *end;
    unsigned long n = strtoul(text, &end, 10);

    if (*text < '0' || *text > '9' || *end != '\0' || n > 1000000)
        err_usage("ADDRESS PORT SEED COUNT PATIENCE [upper]",
                  "not a number (0 to 1000000): '%s'", text);
    return (int)n;
}

/* Wait until the server has sent or read something. Too long: exit 1. */
static void
await(int patience)
{
    struct pollfd fds[SLOTS];
    struct talk *t, *stuck = NULL;
    int i, n;

    for (i = 0; i < SLOTS; i++) {
        t = &talks[i];
        fds[i].fd = t->fd;              /* -1: poll leaves it out */
        fds[i].events = POLLIN;
        if (t->sent < t->total)
            fds[i].events |= POLLOUT;
        if (t->fd >= 0)
            stuck = t;
    }
    n = poll(fds, SLOTS, patience * 1000);
    if (n < 0 && errno != EINTR)
        err_sys("poll");
    if (n == 0 && stuck != NULL)
        fail(stuck, "the server has sent and read nothing for too long");
}

/* Hold the conversations. On an error: message, exit status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in addr = peer_addr(argc < 3 ? argc : 3, argv);
    int seed = number(argc, argv, 3), count = number(argc, argv, 4);
    int patience = number(argc, argv, 5), begun = 0, open, i;
    uint64_t dice = (uint64_t)seed;

    upper_case = argc > 6;
    Signal(SIGPIPE, SIG_IGN);           /* write then fails with EPIPE */
    for (i = 0; i < SLOTS; i++)
        talks[i].fd = -1;
    do {
        int moved = 0, first = (int)roll(&dice, SLOTS);

        for (open = i = 0; i < SLOTS; i++) {
            struct talk *t = &talks[(first + i) % SLOTS];

            if (t->fd < 0 && begun < count) {
                t->id = ++begun;
                begin(t, &addr, (uint64_t)seed);
            }
            if (t->fd >= 0 && ++open)
                moved |= turn(t);
        }
        if (open > 0 && !moved)
            await(patience);
    } while (open > 0);
    return 0;
}
