/* draw_conn: the rows of the connections. */
#include "watch.h"

/* Write a number of bytes into text, so that it has at most six characters. */
static void
bytes(char *text, size_t size, unsigned long n)
{
    if (n < 1000000)
        snprintf(text, size, "%lu", n);
    else
        snprintf(text, size, "%luK", n / 1024);
}

/* Write the columns of one end into text: state, queues, timer. */
static void
columns(char *text, size_t size, const struct conn *c, int side)
{
    const struct end *end = &c->end[side];
    char timer[32], recvq[24], sendq[24];

    bytes(recvq, sizeof(recvq), end->recvq);
    bytes(sendq, sizeof(sendq), end->sendq);
    timer_text(timer, sizeof(timer), end);
    if (end->state == 0)
        snprintf(text, size, "%-36s", conn_state(c, side));
    else
        snprintf(text, size, "%-11s %6s %6s %-10s", conn_state(c, side),
                 recvq, sendq, timer);
}

/* A title and at most `most` rows for `total` sockets: the one that listens,
 * if there is a server, and both ends of each connection. */
void
draw_conns(int total, int most)
{
    int i, listens = server != 0, shown = total > most ? most - 1 : total;
    char client[120], server_end[120];

    frame_row(BOLD, " PORT CLIENT      RECV-Q SEND-Q TIMER      SERVER      "
              "RECV-Q SEND-Q TIMER");
    if (listens && shown > 0)       /* Recv-Q: those that wait for accept */
        frame_row(PLAIN, "%42s %-11s %6lu", "", "LISTEN", listener.queue);
    for (i = listens; i < shown; i++) {
        const struct conn *c = conn_number(i - listens);

        columns(client, sizeof(client), c, CLIENT);
        columns(server_end, sizeof(server_end), c, SERVER);
        frame_row(PLAIN, "%5u %s %s", c->port[CLIENT], client, server_end);
    }
    if (shown < total)
        frame_row(PLAIN, "      and %d more", total - shown + conns_left_out);
}
