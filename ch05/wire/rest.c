/*
 * rest: wait until nothing moves on both hosts, then show what has happened: a
 * segment before what it has caused.
 */
#include "wire.h"

#define QUIET   30              /* ms without anything new */
#define LIMIT   5000            /* ms after which we go on anyway */
#define DISK    60000           /* ms that a process may wait for the disk */
#define START   5000            /* ms until one listens, the other connects */

int guessing;
char guessed[200];
static int asked, right;        /* the guesses */
static int server_listens;      /* a client can connect */

/*
 * Read all frames that both hosts have sent. Returns how many. A frame that is
 * no segment (such as ICMP) arrives at the other host at once.
 */
static int
read_frames(void)
{
    struct segment *s;
    int side, added, n = 0;

    for (side = CLIENT; side <= SERVER; side++)
        while ((s = segment_room()) != NULL && cable_read(s, side)) {
            n++;
            added = segment_add();
            if (added < 0)
                err_quit("these are too many connections");
            if (added == 0 && !unplugged)
                cable_write(s);
        }
    if (segment_room() == NULL)
        err_quit("these are too many segments");
    return n;
}

/*
 * Wait until nothing moves: for 30 ms there was nothing to read, no frame is on
 * its way inside a host, and every process sleeps, twice in succession.
 */
static void
settle(void)
{
    long long begin = clock_ms(), start = begin, last = begin, now = begin;
    int still = 0, moved;

    while (still < 2 && now - start < LIMIT) {
        input_wait(3, NOT_TYPED);
        now = clock_ms();
        if (read_frames() + program_read() > 0) {
            last = now;
            still = 0;
        } else if (now - last >= QUIET) {
            moved = process_scan();
            if (moved & WAITS && now - begin < DISK)
                start = now;
            still = moved || cable_busy(CLIENT) || cable_busy(SERVER)
                    ? 0 : still + 1;
        }
    }
}

/* A line of a host's table: the socket of a connection has its state. One that
 * listens is shown where the host has no socket for the connection yet. */
static void
note_socket(enum side side, const struct sock *sock)
{
    unsigned int here = sock->port[LOCAL], there = sock->port[REMOTE];
    struct conn *c;
    int i;

    for (i = 0; (c = conn_number(i)) != NULL; i++)
        if (c->port[side] == here && c->port[other(side)] == there) {
            c->state[side] = sock->state;
            c->seen[side] = 1;
        } else if (c->port[side] == here && there == 0 && !c->seen[side])
            c->state[side] = LISTEN;
    if (side == SERVER && here == WIRE_PORT && there == 0)
        server_listens = 1;
}

/* Read the states of both sides of all connections. */
static void
read_states(void)
{
    static char text[65536];
    struct sock sock;
    struct conn *c;
    char *line;
    int i, side, v6;

    server_listens = 0;
    for (i = 0; (c = conn_number(i)) != NULL; i++)
        c->state[CLIENT] = c->state[SERVER] = CLOSED;
    for (side = CLIENT; side <= SERVER; side++)
        for (v6 = 0; v6 <= 1; v6++) {
            cable_table(side, v6 ? "net/tcp6" : "net/tcp", text, sizeof(text));
            for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
                if (sock_parse(&sock, line))
                    note_socket(side, &sock);
        }
}

/* Say if the user's guess of this segment is right. Without a guess, ask. */
static void
check_guess(int number)
{
    const char *word;
    int result;

    if (guessed[0] == '\0' && terminal) {
        hide_prompt(-1);
        printf("     Segment %d: who sends it, which flags? Such as: server "
               "SYN ACK > ", number);
        show_all();
    }
    if (guessed[0] == '\0'
        && input_line(guessed, sizeof(guessed), 1) < 0)
        return;                 /* the end of stdin */
    if (guessed[strspn(guessed, " \t")] != '\0') {     /* he does not pass */
        asked++;
        result = segment_guess(segment_number(number), guessed, &word);
        right += result == 1;
        if (result < 0)
            event(CABLE, "%s? Say client or server; SYN, FIN, RST, ACK; data; "
                  "seq N, ACK N", word);
        else
            event(CABLE, "guess %s: %s", guessed, result ? "right" : "wrong");
    }
    guessed[0] = '\0';
}

void
guess_result(void)
{
    if (asked > 0)
        answer("%d of %d guesses were right", right, asked);
}

/*
 * Put the new segments on the cable and show them. The kernel retransmits what
 * we hold, too: only if the user is waiting, and the segment or its ACK was
 * lost, is that something new. Returns the last one that was dropped, or 0.
 */
static int
show_new(int waiting)
{
    int first = segment_sort(), n = first, same, vain = 0;
    struct segment *s;

    while (first > 0 && (s = segment_number(n)) != NULL) {
        same = segment_same(n);
        if (same > 0 && (!waiting || unplugged || !segment_due(same))) {
            repeats++;
            vain = same;
            segment_drop(n);
            continue;
        }
        s->same = same;
        if (same > 0)
            segment_number(same)->repeated = 1;
        n++;
    }
    for (n = first; first > 0 && (s = segment_number(n)) != NULL; n++) {
        s->where = unplugged ? LOST : ON_CABLE;
        segment_states(n);
        if (guessing || guessed[0] != '\0')
            check_guess(n);
        show_segment(n);
    }
    return vain;
}

int
rest(int waiting)
{
    int i, vain;

    settle();
    read_states();
    vain = show_new(waiting);
    show_printed(SERVER);
    show_printed(CLIENT);
    show_ends();
    for (i = 0; conn_number(i) != NULL; i++)
        show_states(i);
    show_all();
    return vain;
}

/* Start the program, and rest for at most ms milliseconds. Returns 1 when the
 * server listens, or when the client has sent a SYN; 0: it has not done so. */
static int
boot(enum side side, long long ms)
{
    long long start = clock_ms();
    int alive;

    program_start(side);
    do {
        alive = program_alive(side);
        rest(0);                /* if it has ended, this shows how */
        if (side == SERVER ? server_listens : conn_number(0) != NULL)
            return 1;
    } while (alive && clock_ms() - start < ms);
    return 0;
}

void
server_boot(void)
{
    if (boot(SERVER, START))
        return;
    err_quit("%s %s on %s port %d", program[SERVER],
             program_alive(SERVER) ? "does not listen"
             : "has ended: it does not listen", ADDRESS(SERVER), WIRE_PORT);
}

void
client_boot(void)
{
    if (!boot(CLIENT, terminal ? 0 : START) && !program_alive(CLIENT))
        err_quit("%s has ended: it has not sent a SYN", program[CLIENT]);
}
