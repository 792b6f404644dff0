/* batch: the segments that have left the hosts since nothing moved. */
#include "wire.h"

#define MOST 100

static struct segment batch[MOST];
static int count;

int unplugged;                  /* the cable is pulled out */
int repeats;                    /* retransmissions that were not shown */

/* Read all frames that a host has sent. Returns how many. A frame that is not
 * TCP (such as ICMP) arrives at the other host at once. */
static int
read_from(enum side side)
{
    int frames = 0;

    while (count < MOST) {
        struct segment *s = &batch[count];

        s->from = side;
        s->where = ON_CABLE;
        s->same = 0;
        s->size = cable_read(side, s->frame, FRAME);
        if (s->size == 0)
            break;
        frames++;
        if (segment_parse(s))
            count++;
        else if (!unplugged)
            cable_write(other(side), s->frame, s->size);
    }
    return frames;
}

/* Read all frames that both hosts have sent. Returns how many. */
int
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
int
batch_show(int waiting)
{
    int i, same, number, vain = 0;

    qsort(batch, (size_t)count, sizeof(batch[0]), sent_before);
    for (i = 0; i < count; i++) {
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
    count = 0;
    return vain;
}
