/* begin: the plan of a conversation, its start, and its failure. */
#include "fuzz.h"

#include <fcntl.h>          /* fcntl, O_NONBLOCK */

static const char *const name[ENDINGS] = {
    "close", "leave", "reset", "half-close", "FIN and RST"
};

/*
 * Plan conversation t->id of this seed: the same for the same seed, though the
 * kernel may cut what is sent into other pieces. Small numbers are as likely as
 * large ones. No plan needs more than some hundred turns.
 */
static void
plan(struct talk *t, uint64_t seed)
{
    t->dice = seed;
    t->dice = roll(&t->dice, UINT64_MAX) + (uint64_t)t->id;
    t->text = roll(&t->dice, UINT64_MAX);
    t->ending = (enum ending)roll(&t->dice, ENDINGS);
    t->talkative = 5 + (int)roll(&t->dice, 95);
    t->piece = 1 + roll(&t->dice, PIECE >> roll(&t->dice, 17));
    t->total = (long)roll(&t->dice, (1 << roll(&t->dice, 20)) + 1);
    if (t->total > 300 * (long)t->piece)
        t->total = 300 * (long)t->piece;
    t->sent = t->received = t->fin_sent = 0;
}

/*
 * Plan conversation t->id, and connect to addr. The client has one of 200
 * loopback addresses, so that TIME_WAIT does not use up the ports, and no other
 * test counts these sockets. If there is only 127.0.0.1, it has that address.
 * On an error: message, exit status 1.
 */
void
begin(struct talk *t, const struct sockaddr_in *addr, uint64_t seed)
{
    struct sockaddr_in from = { .sin_family = AF_INET };

    plan(t, seed);
    t->fd = Socket(AF_INET, SOCK_STREAM, 0);
    from.sin_addr.s_addr = htonl(0x7f000002 + (uint32_t)t->id % 200);
    if (bind(t->fd, (struct sockaddr *)&from, sizeof(from)) < 0
        && errno != EADDRNOTAVAIL)
        err_sys("bind");
    Connect(t->fd, (const struct sockaddr *)addr, sizeof(*addr));
    if (fcntl(t->fd, F_SETFL, O_NONBLOCK) < 0)
        err_sys("fcntl");
}

/* Say what is wrong with conversation t, and exit with status 1. */
_Noreturn void
fail(const struct talk *t, const char *what)
{
    err_quit("conversation %d (%s): %s, after %ld of %ld bytes sent and %ld "
             "received", t->id, name[t->ending], what, t->sent, t->total,
             t->received);
}
