/* conn: the connections, each with its two ends. */
#include "watch.h"

#define MOST 1000

int conns_left_out;
static struct conn conns[MOST];
static int count;

/* Returns connection `number`, the first is 0; NULL if there is none. */
struct conn *
conn_number(int number)
{
    return number >= 0 && number < count ? &conns[number] : NULL;
}

/* Before the table is read: no end is there. */
static void
clear(void)
{
    int i;

    conns_left_out = 0;
    for (i = 0; i < count; i++)
        conns[i].end[CLIENT].state = conns[i].end[SERVER].state = 0;
}

/* The table has this end of the connection with these addresses and ports. */
void
conn_put(int side, const unsigned int *address, const unsigned int *port,
         const struct end *end)
{
    struct conn *c = conns;

    while (c < conns + count
           && (memcmp(c->address, address, sizeof(c->address)) != 0
               || memcmp(c->port, port, sizeof(c->port)) != 0))
        c++;
    if (c == conns + MOST) {
        conns_left_out++;
        return;
    }
    if (c == conns + count) {
        count++;
        memset(c, 0, sizeof(*c));
        memcpy(c->address, address, sizeof(c->address));
        memcpy(c->port, port, sizeof(c->port));
    }
    c->end[side] = *end;
    c->seen[side] = 1;
}

/* Returns how many ends are missing that were there at the last look. */
static int
missing(void)
{
    int i, side, n = 0;

    for (i = 0; i < count; i++)
        for (side = CLIENT; side <= SERVER; side++)
            n += conns[i].end[side].state == 0 && conns[i].said[side] != 0;
    return n;
}

/*
 * Look at all connections, say what has changed, forget those that are closed.
 * While the table changes, a line may be missing from it: then read it twice.
 */
void
conns_look(void (*listens)(const struct listener *found))
{
    int i, kept = 0;

    clear();
    if (table_read(listens) == 0 && missing() > 0)
        table_read(listens);
    for (i = 0; i < count; i++) {
        conn_say(&conns[i]);
        if (conns[i].end[CLIENT].state != 0 || conns[i].end[SERVER].state != 0)
            conns[kept++] = conns[i];
    }
    count = kept;
}
