/* due: which retransmissions are new segments. */
#include "segment.h"

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
