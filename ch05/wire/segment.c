/*
 * segment: what is in a frame: Ethernet, IP (RFC 791) and TCP (RFC 9293); all
 * segments and connections of the session, and what will be retransmitted.
 * Nothing here asks the system: tests/wire/segment.c tests it with bytes.
 */
#include "wire.h"

#include <strings.h>        /* strcasecmp */

#define SEGMENTS    10000
#define CONNS       100

static struct segment segments[SEGMENTS];
static int segment_count;       /* the last of them may be FRESH */
static struct conn conns[CONNS];
static int conn_count;

struct conn *
conn_number(int number)
{
    return number >= 0 && number < conn_count ? &conns[number] : NULL;
}

/*
 * Returns the number of the connection with these ports, or a new one. A SYN
 * without ACK that has another number begins a new connection, too.
 */
static int
find_conn(const unsigned int port[2], const struct segment *s)
{
    struct conn *c;
    int i;

    for (i = conn_count - 1; i >= 0; i--) {
        c = &conns[i];
        if (c->port[CLIENT] != port[CLIENT] || c->port[SERVER] != port[SERVER])
            continue;
        if ((s->flags & (SYN | ACK)) == SYN && c->known[s->from]
            && c->first[s->from] != s->seq)
            break;
        return i;
    }
    if (conn_count == CONNS)
        return -1;
    memcpy(conns[conn_count].port, port, sizeof(conns[0].port));
    return conn_count++;
}

struct segment *
segment_number(int number)
{
    return number >= 1 && number <= segment_count ? &segments[number - 1]
                                                  : NULL;
}

int
segment_next(int number)
{
    while (++number <= segment_count)
        if (segment_number(number)->where == ON_CABLE)
            return number;
    return 0;
}

struct segment *
segment_room(void)
{
    return segment_count < SEGMENTS ? &segments[segment_count] : NULL;
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
 * Returns the TCP header in the frame, and in *len how many bytes it has with
 * the data. NULL if there is none: another protocol, a fragment, a header that
 * is too short, or less than a length says.
 */
static const unsigned char *
find_tcp(const struct segment *s, size_t *len)
{
    const unsigned char *ip = s->frame + 14, *tcp;
    size_t header, total;

    if (s->size < 14 + 20 || number(s->frame + 12, 2) != 0x0800 /* IPv4 */)
        return NULL;
    header = (size_t)(ip[0] & 15) * 4;
    total = number(ip + 2, 2);
    if (ip[0] >> 4 != 4 || header < 20 || total > s->size - 14
        || total < header + 20 || ip[9] != 6 /* TCP */
        || (number(ip + 6, 2) & 0x3fff) != 0 /* a fragment */)
        return NULL;
    tcp = ip + header;
    *len = total - header;
    header = (size_t)(tcp[12] >> 4) * 4;
    return header >= 20 && header <= *len ? tcp : NULL;
}

int
segment_add(void)
{
    struct segment *s = segment_room();
    const unsigned char *tcp;
    unsigned int port[2];
    struct conn *c;
    size_t len;

    if (s == NULL || (tcp = find_tcp(s, &len)) == NULL)
        return 0;
    port[s->from] = number(tcp, 2);
    port[other(s->from)] = number(tcp + 2, 2);
    s->flags = tcp[13] & (FIN | SYN | RST | ACK);
    s->seq = s->raw = number(tcp + 4, 4);
    s->ack = number(tcp + 8, 4);
    s->len = (uint32_t)len - (uint32_t)(tcp[12] >> 4) * 4;
    s->conn = find_conn(port, s);
    c = conn_number(s->conn);
    if (c == NULL)
        return -1;
    if (s->flags & SYN) {
        c->first[s->from] = s->seq;
        c->known[s->from] = 1;
    }
    s->seq -= c->first[s->from];        /* 0 in a RST that refuses a SYN */
    s->ack -= c->first[other(s->from)];
    s->where = FRESH;
    s->same = s->repeated = s->copied = s->arrived_after = 0;
    segment_count++;
    return 1;
}

/* Returns the sequence number after it: SYN and FIN count as one byte each. */
static uint32_t
end_of(const struct segment *s)
{
    return s->seq + s->len + !!(s->flags & SYN) + !!(s->flags & FIN);
}

/* True if number a is before b; they may have wrapped around (RFC 9293). */
static int
before(uint32_t a, uint32_t b)
{
    return a - b > 0x7fffffff;
}

/*
 * True if a has left before b. With two CPUs we may read a segment before an
 * earlier one of the same host.
 */
static int
left_before(const struct segment *a, const struct segment *b)
{
    if (a->from != b->from)
        return a->from == CLIENT;
    if (a->conn != b->conn)
        return a->conn < b->conn;
    if (a->seq != b->seq)
        return before(a->seq, b->seq);
    if (end_of(a) != end_of(b))
        return before(end_of(a), end_of(b));
    return before(a->ack, b->ack);
}

int
segment_sort(void)
{
    static struct segment moved;
    int first = segment_count, i, j;

    while (first > 0 && segments[first - 1].where == FRESH)
        first--;
    for (i = first + 1; i < segment_count; i++) {       /* a stable sort */
        for (j = i; j > first && left_before(&segments[i], &segments[j - 1]);)
            j--;
        moved = segments[i];
        memmove(&segments[j + 1], &segments[j],
                (size_t)(i - j) * sizeof(moved));
        segments[j] = moved;
    }
    return first < segment_count ? first + 1 : 0;
}

void
segment_drop(int n)
{
    memmove(&segments[n - 1], &segments[n],
            (size_t)(segment_count - n) * sizeof(segments[0]));
    segment_count--;
}

int
segment_copy(int n)
{
    struct segment *copy = segment_room();

    if (copy == NULL)
        return 0;
    *copy = *segment_number(n);
    copy->where = ON_CABLE;
    copy->same = n;
    copy->copied = 1;
    copy->repeated = copy->arrived_after = 0;
    return ++segment_count;
}

/* Only what takes up sequence numbers is ever retransmitted: SYN, FIN, data. A
 * SYN ACK after a SYN is none: two SYNs have crossed. */
int
segment_same(int n)
{
    const struct segment *s = segment_number(n), *old;

    if (end_of(s) == s->seq)
        return 0;
    while ((old = segment_number(--n)) != NULL)
        if (old->from == s->from && old->conn == s->conn
            && old->raw == s->raw && end_of(old) != old->seq
            && (!(s->flags & SYN) || s->flags == old->flags))
            return n;
    return 0;
}

/* True if an answer to this segment, an ACK or a RST, has left, and was always
 * lost. */
static int
ack_was_lost(int n)
{
    const struct segment *s = segment_number(n), *ack;
    int acks = 0;

    while ((ack = segment_number(++n)) != NULL) {
        if (ack->from == s->from || ack->conn != s->conn
            || (!(ack->flags & RST) && (!(ack->flags & ACK)
                                        || before(ack->ack, end_of(s)))))
            continue;
        if (ack->where != LOST)
            return 0;
        acks++;
    }
    return acks > 0;
}

int
segment_due(int n)
{
    const struct segment *s = segment_number(n);

    return s->where == LOST || (s->where == ARRIVED && ack_was_lost(n));
}

int
segment_due_any(void)
{
    const struct segment *s;
    int i;

    for (i = 1; (s = segment_number(i)) != NULL; i++)
        if (end_of(s) != s->seq && !(s->flags & RST) && !s->repeated
            && conns[s->conn].state[s->from] != CLOSED && segment_due(i))
            return 1;
    return 0;
}

/* True if it acknowledges a FIN of its peer. */
static int
acknowledges_fin(const struct segment *s)
{
    const struct segment *fin;
    int i;

    for (i = 1; (fin = segment_number(i)) != NULL; i++)
        if (fin->from != s->from && fin->conn == s->conn && fin->flags & FIN
            && s->flags & ACK && !before(s->ack, end_of(fin)))
            return 1;
    return 0;
}

/*
 * We read the states when all is at rest. If the host has sent its own FIN, or
 * a RST, meanwhile, an earlier segment has left in the state before that.
 */
void
segment_states(int n)
{
    struct segment *s = segment_number(n), *later;
    const struct conn *c = conn_number(s->conn);
    unsigned int closing = 0;

    memcpy(s->state, c->state, sizeof(s->state));
    while ((later = segment_number(++n)) != NULL)
        if (later->from == s->from && later->conn == s->conn
            && later->same == 0)
            closing |= later->flags & (FIN | RST);
    if (closing == 0 || s->flags & (SYN | RST))
        return;
    if (s->flags & FIN)
        s->state[s->from] = acknowledges_fin(s) ? LAST_ACK : FIN_WAIT1;
    else
        s->state[s->from] = acknowledges_fin(s) ? CLOSE_WAIT : ESTABLISHED;
}

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

/* Returns the flag with this name, or 0. */
static unsigned int
flag_named(const char *word)
{
    return strcasecmp(word, "SYN") == 0 ? SYN : strcasecmp(word, "ACK") == 0
        ? ACK : strcasecmp(word, "FIN") == 0 ? FIN
        : strcasecmp(word, "RST") == 0 ? RST : 0;
}

int
segment_guess(const struct segment *s, const char *line, const char **word)
{
    static char copy[200];
    unsigned int flags = 0, flag;
    int good = 1, data = 0;
    const uint32_t *number = NULL;      /* the next word may be this one */
    char *w;

    snprintf(copy, sizeof(copy), "%s", line);
    for (w = strtok(copy, " \t,"); w != NULL; w = strtok(NULL, " \t,")) {
        *word = w;
        if (number != NULL && w[strspn(w, "0123456789")] == '\0')
            good &= *number == strtoul(w, NULL, 10);
        else if ((flag = flag_named(w)) != 0)
            flags |= flag;
        else if (strcasecmp(w, "client") == 0 || strcasecmp(w, "server") == 0)
            good &= s->from == (strchr("cC", *w) ? CLIENT : SERVER);
        else if (strcasecmp(w, "data") == 0)
            data = 1;
        else if (strcasecmp(w, "seq") != 0)
            return -1;
        number = strcasecmp(w, "seq") == 0 ? &s->seq
               : strcasecmp(w, "ack") == 0 ? &s->ack : NULL;
    }
    if (flags != 0 || !data)    /* each segment with data has an ACK */
        good &= flags == s->flags;
    return good && data == (s->len > 0);
}
