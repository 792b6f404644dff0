/* rest: wait until nothing moves on both hosts, then show what has happened. */
#include "wire.h"

#include <poll.h>           /* poll */
#include <time.h>           /* clock_gettime */

static int wake[2];                    /* a pipe: a byte for each signal */
static volatile sig_atomic_t interrupted;       /* this signal, or 0 */

/* A signal that ends the program: check_interrupted does it. The byte ends a
 * poll, even if the signal has come just before it. */
static void
note(int signo)
{
    int saved = errno;

    interrupted = signo;
    while (write(wake[1], "", 1) < 0 && errno == EINTR)
        ;
    errno = saved;
}

/* If a signal has come: end, and let the caller see which it was. */
static void
check_interrupted(void)
{
    if (interrupted == 0)
        return;
    hide_prompt(0);
    fflush(stdout);
    process_end_all();
    Signal(interrupted, SIG_DFL);
    raise(interrupted);
}

/* Note INT, TERM and HUP. From here on look() ends the program after one. */
void
interrupts_open(void)
{
    make_pipe(wake);
    Signal_intr(SIGINT, note);
    Signal_intr(SIGTERM, note);
    Signal_intr(SIGHUP, note);
}

#define BATCH 100

static struct segment batch[BATCH];
static int batched;


/* Read all frames that a host has sent. Returns how many. A frame that is not
 * TCP (such as ICMP) arrives at the other host at once. */
static int
read_from(enum side side)
{
    int frames = 0;

    while (batched < BATCH) {
        struct segment *s = &batch[batched];

        s->from = side;
        s->where = ON_CABLE;
        s->same = 0;
        s->size = cable_read(side, s->frame, FRAME);
        if (s->size == 0)
            break;
        frames++;
        if (segment_parse(s))
            batched++;
        else if (!unplugged)
            cable_write(other(side), s->frame, s->size);
    }
    return frames;
}

/* Read all frames that both hosts have sent. Returns how many. */
static int
batch_read(void)
{
    return read_from(CLIENT) + read_from(SERVER);
}

/*
 * For qsort: the order in which two segments of a side were sent. With two
 * CPUs a segment may be read before an earlier one.
 */
static int
sent_before(const void *left, const void *right)
{
    const struct segment *l = left, *r = right;
    uint32_t seq = l->seq - r->seq, end = segment_end(l) - segment_end(r);

    if (l->from != r->from)
        return l->from == CLIENT ? -1 : 1;
    if (l->conn != r->conn)
        return l->conn < r->conn ? -1 : 1;
    if (seq != 0)
        return seq > 0x7fffffff ? -1 : 1;
    return end == 0 ? 0 : end > 0x7fffffff ? -1 : 1;
}

/*
 * Put the segments on the cable and show them. The kernel retransmits what we
 * hold, too: only if the user is waiting, and the segment or its ACK was lost,
 * is that a new segment. Returns the last one that was dropped, or 0.
 */
static int
batch_show(int waiting)
{
    int i, same, number, vain = 0;

    qsort(batch, (size_t)batched, sizeof(batch[0]), sent_before);
    for (i = 0; i < batched; i++) {
        same = held_same(&batch[i]);
        if (same > 0 && (!waiting || unplugged || !due(same))) {
            repeats++;
            vain = same;
            continue;
        }
        batch[i].same = same;
        number = held_add(&batch[i]);
        if (unplugged)
            held(number)->where = LOST;
        show_segment(number);
    }
    batched = 0;
    return vain;
}

/* As in RFC 9293, in the order of Linux's <net/tcp_states.h>. */
static const char *const names[] = {
    "?", "ESTABLISHED", "SYN_SENT", "SYN_RCVD", "FIN_WAIT1", "FIN_WAIT2",
    "TIME_WAIT", "CLOSED", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* Returns the state of the socket with these ports, or NULL. The peer of one
 * that listens has port 0. */
static const char *
find_state(const char *text, unsigned int local, unsigned int peer)
{
    unsigned int l, p, state;
    const char *line = text;

    while ((line = strchr(line, '\n')) != NULL) {
        line++;
        if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%x %x", &l, &p,
                   &state) == 3 && l == local && p == peer && state < NAMES)
            return names[state];
    }
    return NULL;
}

/* True if a socket of the server's host listens on this port. */
int
state_listens(unsigned int port)
{
    char text[65536];

    table_read(SERVER, TCP, text, sizeof(text));
    return find_state(text, port, 0) != NULL;
}

/* Read the states of both ends of all connections. */
static void
states_read(void)
{
    static char text[2][65536];
    struct conn *c;
    int side, i;

    for (side = CLIENT; side <= SERVER; side++) {
        table_read(side, TCP, text[side], sizeof(text[side]));
        for (i = 0; (c = conn_number(i)) != NULL; i++) {
            unsigned int port = c->port[side];

            c->state[side] = find_state(text[side], port,
                                        c->port[other(side)]);
            if (c->state[side] != NULL)
                c->seen[side] = 1;
            else if (!c->seen[side])        /* no connection yet */
                c->state[side] = find_state(text[side], port, 0);
            if (c->state[side] == NULL)
                c->state[side] = "CLOSED";
        }
    }
}

#define QUIET 30            /* ms without anything new */
#define LIMIT 5000          /* ms after which we go on anyway */
#define DISK 60000          /* ms that a process may wait for the disk */

/* Returns the milliseconds since some moment in the past. */
long
clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000L + now.tv_nsec / 1000000;
}

/* Wait at most ms milliseconds for a frame, for something printed or, if
 * `typed`, for a command. Returns true if a command has come. */
int
look(int ms, int typed)
{
    struct pollfd fds[6];
    int i;

    for (i = 0; i < 6; i++)
        fds[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
    for (i = 0; i < 2; i++) {
        fds[i].fd = cable_fd[i];
        fds[2 + i].fd = program_out[i];
    }
    fds[4].fd = typed ? STDIN_FILENO : -1;
    fds[5].fd = wake[0];
    poll(fds, 6, ms);
    check_interrupted();
    return fds[4].revents != 0;
}

/*
 * Wait until nothing moves: for 30 ms there was nothing to read, no frame is on
 * its way inside a host, and every process sleeps, twice in succession.
 */
static void
settle(void)
{
    long begin = clock_ms(), start = begin, last = begin, now = begin;
    int still = 0, moved;

    while (still < 2 && now - start < LIMIT) {
        look(3, 0);
        now = clock_ms();
        if (batch_read() + output_read(CLIENT) + output_read(SERVER) > 0) {
            last = now;
            still = 0;
        } else if (now - last >= QUIET) {
            moved = process_scan();
            if (moved & WAITS && now - begin < DISK)
                start = now;
            still = moved || tables_busy(CLIENT) || tables_busy(SERVER)
                    ? 0 : still + 1;
        }
    }
}

/*
 * Wait until nothing moves, and show what has happened. A retransmission is
 * something new only if the user is `waiting`. Returns the last segment whose
 * retransmission was dropped, or 0.
 */
int
rest(int waiting)
{
    int i, vain;

    settle();
    states_read();
    output_show(SERVER);
    output_show(CLIENT);
    process_show();
    vain = batch_show(waiting);
    for (i = 0; conn_number(i) != NULL; i++)
        show_states(i);
    fflush(stdout);
    if (ferror(stdout))
        err_sys("stdout");
    return vain;
}
