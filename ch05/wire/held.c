/* held: every segment of the session: on the cable, arrived or lost. */
#include "segment.h"

#define SEGMENTS 1000

static struct segment segments[SEGMENTS];
static int count;

/* Returns segment `number`, the first is 1; NULL if there is none. */
struct segment *
held(int number)
{
    return number >= 1 && number <= count ? &segments[number - 1] : NULL;
}

/* Returns the oldest segment on the cable that comes after `number`, or 0. */
int
held_next(int number)
{
    while (++number <= count)
        if (held(number)->where == ON_CABLE)
            return number;
    return 0;
}

/* Put a copy of *s on the cable. Returns its number. */
int
held_add(const struct segment *s)
{
    if (count == SEGMENTS)
        err_quit("that was the last of %d segments", SEGMENTS);
    segments[count] = *s;
    segments[count].where = ON_CABLE;
    return ++count;
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
    for (i = count; i > 0; i--) {
        struct segment *old = held(i);

        if (old->from == s->from && old->conn == s->conn
            && old->seq == s->seq && segment_end(old) != old->seq)
            return i;
    }
    return 0;
}

