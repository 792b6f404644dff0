/*
 * segment: what is in a frame: Ethernet, IP (RFC 791) and TCP (RFC 9293); all
 * segments and connections of the session, and which segment will come again.
 */
#include "wire.h"

#define CONNS 100

static struct conn conns[CONNS];
static int conn_count;

/* Returns the number of the connection with these ports, the first is 0. */
int
conn_find(unsigned int client_port, unsigned int server_port)
{
    int i;

    for (i = 0; i < conn_count; i++)
        if (conns[i].port[CLIENT] == client_port
            && conns[i].port[SERVER] == server_port)
            return i;
    if (conn_count == CONNS)
        err_quit("that was the last of %d connections", CONNS);
    conns[conn_count].port[CLIENT] = client_port;
    conns[conn_count].port[SERVER] = server_port;
    return conn_count++;
}

/* Returns connection `number`, or NULL if there is none. */
struct conn *
conn_number(int number)
{
    return number < conn_count ? &conns[number] : NULL;
}

/* Returns the number in n bytes, the most significant byte first. */
static uint32_t
number(const unsigned char *p, int n)
{
    uint32_t value = 0;

    while (n-- > 0)
        value = value << 8 | *p++;
    return value;
}

/*
 * Read s->frame, which s->from has sent, and set the other members. Returns 1,
 * or 0 if no TCP segment is in the frame.
 */
int
segment_parse(struct segment *s)
{
    const unsigned char *ip = s->frame + 14, *tcp;
    size_t ip_header = (size_t)(ip[0] & 15) * 4, total, header;
    enum side from = s->from, to = other(from);
    struct conn *c;

    if (s->size < 54 || number(s->frame + 12, 2) != 0x0800 || ip[9] != 6)
        return 0;
    total = number(ip + 2, 2);
    tcp = ip + ip_header;
    if (total > s->size - 14 || total < ip_header + 20)
        return 0;
    header = (size_t)(tcp[12] >> 4) * 4;
    if (total < ip_header + header)
        return 0;
    s->conn = from == CLIENT ? conn_find(number(tcp, 2), number(tcp + 2, 2))
                             : conn_find(number(tcp + 2, 2), number(tcp, 2));
    s->flags = tcp[13] & (FIN | SYN | RST | ACK);
    s->seq = number(tcp + 4, 4);
    s->ack = number(tcp + 8, 4);
    s->len = (uint32_t)(total - ip_header - header);
    c = conn_number(s->conn);
    if (s->flags & SYN) {
        c->first[from] = s->seq;
        c->known[from] = 1;
    }
    if (c->known[from])             /* not in a RST that refuses a SYN */
        s->seq -= c->first[from];
    if (c->known[to])
        s->ack -= c->first[to];
    return 1;
}

/* Print it as "FIN ACK 7 seq 7": the ACK's number is behind it. */
void
segment_text(const struct segment *s, char *text, size_t size)
{
    char ack[20] = "", len[20] = "", same[20] = "";

    if (s->flags & ACK)
        snprintf(ack, sizeof(ack), "ACK %u ", (unsigned int)s->ack);
    if (s->len > 0)
        snprintf(len, sizeof(len), ", %u byte%s", (unsigned int)s->len,
                 s->len == 1 ? "" : "s");
    if (s->same > 0)
        snprintf(same, sizeof(same), " (%d again)", s->same);
    snprintf(text, size, "%s%s%s%sseq %u%s%s",
        s->flags & SYN ? "SYN " : "", s->flags & FIN ? "FIN " : "",
        s->flags & RST ? "RST " : "", ack, (unsigned int)s->seq, len, same);
}

/* Returns the sequence number behind it: SYN and FIN count as one byte each. */
uint32_t
segment_end(const struct segment *s)
{
    return s->seq + s->len + !!(s->flags & SYN) + !!(s->flags & FIN);
}

#define SEGMENTS 1000

static struct segment segments[SEGMENTS];
static int held_count;

/* Returns segment `number`, the first is 1; NULL if there is none. */
struct segment *
held(int number)
{
    return number >= 1 && number <= held_count ? &segments[number - 1] : NULL;
}

/* Returns the oldest segment on the cable that comes after `number`, or 0. */
int
held_next(int number)
{
    while (++number <= held_count)
        if (held(number)->where == ON_CABLE)
            return number;
    return 0;
}

/* Put a copy of *s on the cable. Returns its number. */
int
held_add(const struct segment *s)
{
    if (held_count == SEGMENTS)
        err_quit("that was the last of %d segments", SEGMENTS);
    segments[held_count] = *s;
    segments[held_count].where = ON_CABLE;
    return ++held_count;
}

/*
 * Returns the segment that *s retransmits, the latest, or 0. Only what takes
 * up sequence numbers is ever retransmitted: SYN, FIN and data.
 */
int
held_same(const struct segment *s)
{
    int i;

    if (segment_end(s) == s->seq || s->flags & RST)
        return 0;
    for (i = held_count; i > 0; i--) {
        struct segment *old = held(i);

        if (old->from == s->from && old->conn == s->conn
            && old->seq == s->seq && segment_end(old) != old->seq)
            return i;
    }
    return 0;
}

/* True if the ACK of this segment has left its peer, and was always lost. */
static int
ack_was_lost(int number)
{
    const struct segment *s = held(number), *ack;
    int i, acks = 0;

    for (i = number + 1; (ack = held(i)) != NULL; i++) {
        if (ack->from == s->from || ack->conn != s->conn
            || !(ack->flags & ACK) || ack->ack - segment_end(s) > 0x7fffffff)
            continue;
        if (ack->where != LOST)
            return 0;
        acks++;
    }
    return acks > 0;
}

/*
 * True if a retransmission of this segment is a new segment: it was lost, or
 * its ACK was. Otherwise it, or its ACK, is still on the cable.
 */
int
due(int number)
{
    const struct segment *s = held(number);

    return s->where == LOST || (s->where == ARRIVED && ack_was_lost(number));
}

/* True if a retransmission may come that is a new segment. */
int
due_any(void)
{
    const struct segment *s;
    int i;

    for (i = 1; (s = held(i)) != NULL; i++)
        if (held_same(s) == i && due(i)
            && strcmp(conn_number(s->conn)->state[s->from], "CLOSED") != 0)
            return 1;
    return 0;
}
