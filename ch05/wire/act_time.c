/* act_time: the commands that let time pass. */
#include "wire.h"

#define PATIENCE 70000          /* ms: longer than a TIME_WAIT on Linux */

/* Let this segment arrive, and show what the hosts then do. If the user is
 * `waiting`, show retransmissions of lost segments, too. */
void
deliver(int number, int waiting)
{
    struct segment *s = held(number);
    enum side to = other(s->from);

    show_arrival(number);
    s->where = ARRIVED;
    cable_segments[to]++;
    cable_write(to, s->frame, s->size);
    rest(waiting);
}

/*
 * run: everything arrives, until nothing has moved for half a second and no
 * retransmission is to come.
 */
int
act_run(const char *text)
{
    long last = clock_ms();
    int number, before;

    (void)text;
    while (clock_ms() - last < 500
           || (due_any() && clock_ms() - last < PATIENCE)) {
        before = shown;
        if ((number = held_next(0)) > 0)
            deliver(number, 1);
        else if (look(100, terminal))
            return 0;                   /* the user does something else */
        else
            rest(1);
        if (shown != before)
            last = clock_ms();
    }
    return 0;
}

/* wait: nothing arrives, until something is retransmitted or a process ends. */
int
act_wait(const char *text)
{
    long start = clock_ms();
    int before = shown, vain;

    (void)text;
    while (clock_ms() - start < PATIENCE) {
        if (look(100, terminal))
            return 0;                   /* the user does something else */
        vain = rest(1);
        if (shown != before)
            return 0;
        if (vain > 0 && !due_any()) {
            event(CABLE, "%d is retransmitted: %s", vain,
                  held(vain)->where == ON_CABLE ? "it is still on the cable"
                                                : "it has arrived already");
            return 0;
        }
    }
    answer("nothing has happened for %d seconds", PATIENCE / 1000);
    return 0;
}
