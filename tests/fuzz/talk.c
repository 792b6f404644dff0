/* talk: one random conversation with the server, compared with the model. */
#include "fuzz.h"

static unsigned char buf[PIECE];

/* Send a random piece. Returns 1, or 0 if the socket takes nothing now. */
static int
send_piece(struct talk *t)
{
    long i, left = t->total - t->sent, n = 1 + (long)roll(&t->dice, t->piece);
    ssize_t done;

    if (n > left)
        n = left;
    for (i = 0; i < n; i++)
        buf[i] = byte_sent(t, t->sent + i);
    done = write(t->fd, buf, (size_t)n);
    if (done < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        fail(t, strerror(errno));
    if (done < 0)
        return 0;
    t->sent += done;
    return 1;
}

/* Close the connection. */
static void
end(struct talk *t)
{
    Close(t->fd);
    t->fd = -1;
}

/* Read a random piece and compare it. Returns 1, or 0 if there is none now. */
static int
read_piece(struct talk *t)
{
    ssize_t i, n = read(t->fd, buf, 1 + roll(&t->dice, t->piece));

    if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        fail(t, strerror(errno));
    if (n < 0)
        return 0;
    if (n == 0) {
        if (!t->fin_sent)
            fail(t, "EOF although the client has sent no FIN");
        if (t->received < t->total)
            fail(t, "EOF before the end of the echo");
        end(t);
    }
    for (i = 0; i < n; i++, t->received++) {
        if (t->received == t->sent)
            fail(t, "more bytes than the client has sent");
        if (buf[i] != byte_echoed(t, t->received))
            fail(t, "a wrong byte");
    }
    return 1;
}

/* All is sent: end as planned. Returns 1, or 0 if the client has to wait. */
static int
finish(struct talk *t)
{
    struct linger abort = { .l_onoff = 1, .l_linger = 0 };

    if (t->ending == CLOSE && t->received < t->total)
        return 0;
    if (t->ending >= HALF_CLOSE && !t->fin_sent) {
        Shutdown(t->fd, SHUT_WR);
        t->fin_sent = 1;
        return 1;
    }
    if (t->ending == HALF_CLOSE)
        return 0;
    if (t->ending == RESET || t->ending == FIN_RESET)
        Setsockopt(t->fd, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
    end(t);
    return 1;
}

/* Let the client do one thing. Returns 1, or 0 if it has to wait. */
int
turn(struct talk *t)
{
    if (t->sent == t->total)
        return finish(t) || read_piece(t);
    return ((int)roll(&t->dice, 100) < t->talkative && send_piece(t))
        || read_piece(t) || send_piece(t);
}
