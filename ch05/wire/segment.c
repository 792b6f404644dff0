/* segment: what is in a frame: Ethernet, IP (RFC 791) and TCP (RFC 9293). */
#include "segment.h"

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
