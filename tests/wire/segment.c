/*
 * segment: ch05/wire/segment.c reads frames, sorts segments, and knows which
 * ones come again. No system call is needed: a frame is bytes, a segment is a
 * line. Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#include "ch05/wire/segment.c"
#include "tests/wire/make.h"

/* An ACK with one byte changed, or two if the byte is 16 bits wide. */
static const struct change {
    const char *text;
    unsigned int len, at, value;        /* data; offset in the frame */
    int wide, want;
} changes[] = {
    { "ARP", 0, 13, 6, 0, 0 },
    { "version 6", 0, 14, 0x65, 0, 0 },
    { "an IP header of 16 bytes", 40, 14, 0x44, 0, 0 },
    { "an IP header that leaves no room for TCP", 0, 14, 0x46, 0, 0 },
    { "UDP", 0, 23, 17, 0, 0 },
    { "IP says a byte more than there is", 0, 16, 41, 1, 0 },
    { "IP says a byte less than a TCP header", 0, 16, 39, 1, 0 },
    { "the first fragment", 8, 20, 0x2000, 1, 0 },
    { "a later fragment", 8, 20, 1, 1, 0 },
    { "do not fragment", 0, 20, 0x4000, 1, 1 },
    { "a TCP header of 16 bytes", 8, 46, 0x40, 0, 0 },
    { "the reserved bits of TCP", 0, 46, 0x5f, 0, 1 },
    { "a TCP header that is longer than the segment", 0, 46, 0x60, 0, 0 },
};

/* The checks that a frame must pass. */
static void
frames(void)
{
    const struct change *c = changes;
    struct segment *s;

    make(CLIENT, SYN, 5, 0, 0);
    check_frame("a whole frame", 1);
    s = make(CLIENT, ACK, 5, 0, 0);
    s->size = 53;
    check_frame("a byte less than the three headers", 0);
    s = make(CLIENT, ACK, 5, 0, 0);
    s->size = 33;
    check_frame("a byte less than an IP header", 0);
    for (; c < changes + sizeof(changes) / sizeof(changes[0]); c++) {
        s = make(CLIENT, ACK, 5, 0, c->len);
        if (c->wide)
            put(s->frame + c->at, c->value);
        else
            s->frame[c->at] = (unsigned char)c->value;
        check_frame(c->text, c->want);
    }
}

/* A place where another segment was. */
static void
used_place(void)
{
    struct segment *s = make(CLIENT, ACK, 5, 0, 0);

    s->same = s->repeated = s->copied = s->arrived_after = 9;
    check_frame("a frame in a place that was used", 1);
    check_int("... knows nothing of what was there", 0,
              s->same + s->repeated + s->copied + s->arrived_after);
}

/* Options of both headers, and bytes after them. */
static void
lengths(void)
{
    struct segment *s = make(CLIENT, ACK, 6, 0, 8);

    s->frame[46] = 0x60;
    check_frame("a TCP header with options", 1);
    check_text("... they are no data", "ACK 0 seq 1, 4 bytes", segment_count);
    s = make(CLIENT, ACK, 5, 0, 0);
    s->frame[14] = 0x46;
    s->size = 58;
    put(s->frame + 16, 44);
    s->frame[34 + 4 + 12] = 0x50;
    check_frame("an IP header with options", 1);
    s = make(SERVER, ACK, 5, 0, 0);
    s->size = 60;
    check_frame("padding after it, as Ethernet has it", 1);
    check_int("... is no data", 0, (int)segment_number(segment_count)->len);
}

/* The numbers are counted from the SYNs. */
static void
numbers(void)
{
    forget();
    put_there(ON_CABLE, CLIENT, SYN, 0xffffffff, 0, 0);
    put_there(ON_CABLE, SERVER, RST | ACK, 0, 0, 0);
    put_there(ON_CABLE, SERVER, SYN | ACK, 100, 0, 0);
    put_there(ON_CABLE, CLIENT, ACK, 0, 101, 1);
    put_there(ON_CABLE, CLIENT, FIN | ACK, 1, 101, 2);
    check_text("SYN", "SYN seq 0", 1);
    check_text("RST before its SYN", "RST ACK 1 seq 0", 2);
    check_text("SYN ACK", "SYN ACK 1 seq 0", 3);
    check_text("one byte; its number has wrapped around",
               "ACK 1 seq 1, 1 byte", 4);
    check_text("FIN", "FIN ACK 1 seq 2, 2 bytes", 5);
    check_int("the number after the FIN and its data", 5,
              (int)end_of(segment_number(5)));
    check_int("the number after a SYN", 1, (int)end_of(segment_number(1)));
    check_int("one connection", 1, conn_count);
    client_port++;
    put_there(ON_CABLE, CLIENT, SYN, 7, 0, 0);
    check_int("another port: another connection", 2, conn_count);
    put_there(ON_CABLE, CLIENT, SYN, 7, 0, 0);
    check_int("the same SYN: the same connection", 2, conn_count);
    put_there(ON_CABLE, CLIENT, SYN, 70000, 0, 0);
    check_int("another SYN: another connection", 3, conn_count);
    put_there(ON_CABLE, CLIENT, ACK, 70001, 0, 0);
    check_int("what follows belongs to the latest", 2,
              segment_number(segment_count)->conn);
    check_text("... and is counted from its SYN", "ACK 0 seq 1", segment_count);
    check_int("no connection 3", 1, conn_number(3) == NULL);
    check_int("no connection -1", 1, conn_number(-1) == NULL);
    check_int("no segment 0", 1, segment_number(0) == NULL);
    check_int("none after the last", 1,
              segment_number(segment_count + 1) == NULL);
}

/* The order in which fresh segments have left. */
static void
order(void)
{
    forget();
    put_there(ARRIVED, SERVER, SYN, 0, 0, 0);
    put_there(FRESH, SERVER, FIN | ACK, 1, 9, 0);
    put_there(FRESH, SERVER, ACK, 1, 9, 0);
    put_there(FRESH, SERVER, ACK, 1, 4, 0);
    put_there(FRESH, CLIENT, ACK, 9, 1, 0);
    put_there(FRESH, SERVER, ACK, 0xffffffff, 9, 2);
    check_int("the first fresh one", 2, segment_sort());
    check_int("the client's is first", CLIENT, (int)segment_number(2)->from);
    check_text("what is before 0", "ACK 9 seq 4294967295, 2 bytes", 3);
    check_text("the earlier of two ACKs", "ACK 4 seq 1", 4);
    check_text("the later one", "ACK 9 seq 1", 5);
    check_text("what takes up numbers, last", "FIN ACK 9 seq 1", 6);
    segment_drop(4);
    check_text("one is dropped: the next moves up", "ACK 9 seq 1", 4);
    check_int("... and there is one less", 5, segment_count);
    segment_number(2)->where = ON_CABLE;
    segment_number(4)->where = ON_CABLE;
    check_int("the oldest on the cable", 2, segment_next(0));
    check_int("the next one", 4, segment_next(2));
    check_int("none after it", 0, segment_next(4));
    segment_number(3)->repeated = segment_number(3)->arrived_after = 9;
    check_int("a copy has the next number", 6, segment_copy(3));
    check_int("... was not repeated, and has not arrived", 0,
              segment_number(6)->repeated + segment_number(6)->arrived_after);
    check_int("... and knows what it copies", 3, segment_number(6)->same);
    check_int("nothing fresh: 0", 0, (segment_number(5)->where = LOST,
                                      segment_sort()));
}

static void again_after_ack(void);

/* What is a retransmission, and which one is something new. */
static void
again(void)
{
    forget();
    put_there(ARRIVED, CLIENT, SYN, 10, 0, 0);
    put_there(ARRIVED, SERVER, SYN | ACK, 20, 11, 0);
    put_there(ON_CABLE, CLIENT, ACK, 11, 21, 6);
    put_there(FRESH, CLIENT, ACK, 11, 21, 6);
    check_int("the same bytes again", 3, segment_same(4));
    check_int("on the cable: not due", 0, segment_due(3));
    segment_number(3)->where = LOST;
    check_int("lost: due", 1, segment_due(3));
    conns[0].state[CLIENT] = ESTABLISHED;
    segment_drop(4);
    check_int("one may still come", 1, segment_due_any());
    conns[0].state[SERVER] = CLOSED;
    conns[0].state[CLIENT] = CLOSED;
    check_int("not from a socket that is closed", 0, segment_due_any());
    conns[0].state[CLIENT] = ESTABLISHED;
    segment_number(3)->repeated = 1;
    check_int("not if it was repeated", 0, segment_due_any());
    segment_number(3)->where = ARRIVED;
    check_int("it has arrived, no ACK has left: not due", 0, segment_due(3));
    put_there(ON_CABLE, SERVER, ACK, 21, 17, 0);
    check_int("its ACK is on the cable: not due", 0, segment_due(3));
    segment_number(4)->where = LOST;
    check_int("its ACK is lost: due", 1, segment_due(3));
    put_there(ON_CABLE, SERVER, ACK, 21, 17, 0);
    check_int("another ACK is on its way: not due", 0, segment_due(3));
    segment_number(5)->where = LOST;
    again_after_ack();
}

/* Later segments that are none, and some that are. */
static void
again_after_ack(void)
{
    put_there(ON_CABLE, SERVER, ACK, 21, 16, 0);
    check_int("an ACK that is too low does not count", 1, segment_due(3));
    put_there(LOST, SERVER, RST, 21, 0, 0);
    check_int("a RST that is lost", 1, segment_due(3));
    segment_number(segment_count)->where = ARRIVED;
    check_int("a RST that has arrived", 0, segment_due(3));
    put_there(FRESH, SERVER, ACK, 21, 17, 0);
    check_int("an ACK is never retransmitted", 0, segment_same(segment_count));
    put_there(FRESH, CLIENT, RST, 11, 0, 0);
    check_int("nor is a RST", 0, segment_same(segment_count));
    put_there(FRESH, SERVER, ACK, 11, 0, 6);
    check_int("nor what the other host has sent", 0,
              segment_same(segment_count));
    put_there(FRESH, CLIENT, FIN | ACK, 17, 21, 0);
    check_int("nor what follows", 0, segment_same(segment_count));
    put_there(FRESH, CLIENT, SYN | ACK, 10, 21, 0);
    check_int("nor is a SYN ACK a SYN", 0, segment_same(segment_count));
    put_there(FRESH, CLIENT, SYN, 10, 0, 0);
    check_int("a SYN is", 1, segment_same(segment_count));
    put_there(FRESH, SERVER, SYN | ACK, 999, 11, 0);
    check_int("not the SYN ACK of another socket", 0,
              segment_same(segment_count));
}

/* Only the other side of the connection acknowledges a segment. */
static void
answers(void)
{
    forget();
    put_there(ARRIVED, CLIENT, SYN, 10, 0, 0);
    put_there(ARRIVED, SERVER, SYN | ACK, 20, 11, 0);
    put_there(ARRIVED, CLIENT, ACK, 11, 21, 6);
    put_there(LOST, SERVER, ACK, 21, 17, 0);
    put_there(ARRIVED, CLIENT, ACK, 17, 99, 0);
    check_int("an ACK of the same side does not count", 1, segment_due(3));
    client_port++;
    put_there(ARRIVED, SERVER, ACK, 21, 17, 0);
    check_int("nor one of another connection", 1, segment_due(3));
    client_port--;
    put_there(ON_CABLE, SERVER, ACK, 21, 17, 0);
    check_int("the last one is on the cable", 7, segment_next(4));
    check_int("... and is another ACK: not due", 0, segment_due(3));
}

/* Print the state in which segment `number` has left. */
static void
check_state(const char *what, unsigned int want, int number)
{
    const struct segment *s = segment_number(number);

    segment_states(number);
    printf("%s|%s|%s\n", what, sock_state(want), sock_state(s->state[s->from]));
}

/* The states of earlier segments. */
static void
states(void)
{
    forget();
    put_there(ARRIVED, CLIENT, SYN, 10, 0, 0);
    put_there(ARRIVED, SERVER, SYN | ACK, 20, 11, 0);
    put_there(ARRIVED, CLIENT, FIN | ACK, 11, 21, 0);
    put_there(FRESH, SERVER, ACK, 21, 11, 0);
    put_there(FRESH, SERVER, ACK, 21, 12, 0);
    put_there(FRESH, SERVER, FIN | ACK, 50, 12, 0);
    conns[0].state[SERVER] = LAST_ACK;
    conns[0].state[CLIENT] = FIN_WAIT1;
    check_state("before the FIN was there", ESTABLISHED, 4);
    check_state("the ACK of a FIN, before the own FIN", CLOSE_WAIT, 5);
    check_state("the own FIN", LAST_ACK, 6);
    check_int("the other side is as it is", FIN_WAIT1,
              (int)segment_number(5)->state[CLIENT]);
    put_there(FRESH, SERVER, RST, 22, 0, 0);
    conns[0].state[SERVER] = CLOSED;
    check_state("a FIN before a RST", LAST_ACK, 6);
    check_state("a RST", CLOSED, 7);
    segment_drop(7);
    segment_drop(6);
    conns[0].state[SERVER] = CLOSE_WAIT;
    check_state("no own FIN follows", CLOSE_WAIT, 4);
    put_there(FRESH, CLIENT, FIN | ACK, 11, 21, 0);
    check_state("the FIN of the other side does not count", CLOSE_WAIT, 5);
    put_there(FRESH, SERVER, FIN | ACK, 21, 12, 0);
    segment_number(7)->same = 6;
    check_state("a FIN that is repeated does not count", CLOSE_WAIT, 4);
}

/* Compare what is said about a guess. */
static void
check_guess(const char *line, int want)
{
    const char *word;

    printf("guess %s|%d|%d\n", line, want,
           segment_guess(segment_number(2), line, &word));
}

static void
guesses(void)
{
    const char *word;

    forget();
    put_there(ARRIVED, CLIENT, SYN, 10, 0, 0);
    put_there(FRESH, SERVER, SYN | ACK, 20, 11, 0);
    check_guess("server SYN ACK", 1);
    check_guess("syn, ack", 1);
    check_guess("server SYN ACK 1 seq 0", 1);
    check_guess("client SYN ACK", 0);
    check_guess("client SYN ACK 1", 0);
    check_guess("seq 1 SYN ACK 1", 0);
    check_guess("server SYN", 0);
    check_guess("server SYN ACK FIN", 0);
    check_guess("server SYN ACK 2", 0);
    check_guess("server SYN ACK seq 1", 0);
    check_guess("server SYN ACK data", 0);
    check_guess("server", 0);
    check_guess("fin rst data client seq", 0);
    check_guess("SERVER DATA SEQ", 0);
    check_guess("server hello", -1);
    check_guess("server 1", -1);
    check_guess("0 server SYN ACK", -1);
    segment_guess(segment_number(2), "what now", &word);
    printf("the word that is none|what|%s\n", word);
    segment_number(2)->flags = ACK;
    segment_number(2)->len = 6;
    check_guess("server data", 1);
    check_guess("server ACK data", 1);
    check_guess("server ACK", 0);
}

/* There is room for so many, and no more. */
static void
room(void)
{
    int i;

    forget();
    for (i = 0; i < CONNS; i++, client_port++)
        put_there(ON_CABLE, CLIENT, SYN, 0, 0, 0);
    make(CLIENT, SYN, 0, 0, 0);
    check_frame("one connection too many", -1);
    client_port--;
    while (segment_room() != NULL)
        put_there(ON_CABLE, CLIENT, ACK, 1, 0, 0);
    check_int("so many segments", SEGMENTS, segment_count);
    check_frame("and no more", 0);
    check_int("... and no copy", 0, segment_copy(1));
}

int
main(void)
{
    frames();
    used_place();
    lengths();
    numbers();
    order();
    again();
    answers();
    states();
    guesses();
    room();
    return 0;
}
