/* tell: connections and addresses in words. */
#include "watch.h"

/* As in RFC 9293, in the order of Linux's <net/tcp_states.h>. */
static const char *const names[] = {
    "CLOSED", "ESTABLISHED", "SYN_SENT", "SYN_RCVD", "FIN_WAIT1", "FIN_WAIT2",
    "TIME_WAIT", "CLOSED", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING",
    "SYN_RCVD"
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* Returns the state of that end; "-" if it was never on this machine. */
const char *
conn_state(const struct conn *c, int side)
{
    unsigned int state = c->end[side].state;

    return !c->seen[side] ? "-" : state < NAMES ? names[state] : "?";
}

/* Say the states of both ends, if they are not what was said last. */
void
conn_say(struct conn *c)
{
    if (c->end[CLIENT].state == c->said[CLIENT]
        && c->end[SERVER].state == c->said[SERVER])
        return;
    event("connection %u: client %s, server %s", c->port[CLIENT],
          conn_state(c, CLIENT), conn_state(c, SERVER));
    c->said[CLIENT] = c->end[CLIENT].state;
    c->said[SERVER] = c->end[SERVER].state;
}

/* Returns the address of the socket that listens. */
const char *
listener_address(void)
{
    static char text[INET_ADDRSTRLEN];
    struct in_addr address = { .s_addr = listener.address };

    inet_ntop(AF_INET, &address, text, sizeof(text));
    return text;
}

/* Write a time into text: tenths of a second, or seconds, minutes or hours. */
static void
time_text(char *text, size_t size, long tenths)
{
    if (tenths < 100)
        snprintf(text, size, "%ld.%lds", tenths / 10, tenths % 10);
    else if (tenths < 6000)
        snprintf(text, size, "%lds", tenths / 10);
    else if (tenths < 36000)
        snprintf(text, size, "%ldm", tenths / 600);
    else
        snprintf(text, size, "%ldh", tenths / 36000);
}

/* Write what the timer of that end will do, and when, into text. */
void
timer_text(char *text, size_t size, const struct end *end)
{
    /* as in /proc/net/tcp: none, retransmission, keepalive, end of TIME_WAIT
     * or FIN_WAIT2, probe of a closed window */
    static const char *const kind[] = { "", "retr", "keep", "ends", "probe" };
    char when[32];
    long tenths = (long)(end->ticks * 10 / (unsigned long)sysconf(_SC_CLK_TCK));

    text[0] = '\0';
    if (end->state == 0 || end->timer == 0 || end->timer > 4)
        return;
    time_text(when, sizeof(when), tenths);
    snprintf(text, size, "%s %s", kind[end->timer], when);
}
