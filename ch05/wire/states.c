/* states: the connections, and the TCP state of each end. */
#include "segment.h"

#define CONNS 100

static struct conn conns[CONNS];
static int count;

/* As in RFC 9293, in the order of Linux's <net/tcp_states.h>. */
static const char *const names[] = {
    "?", "ESTABLISHED", "SYN_SENT", "SYN_RCVD", "FIN_WAIT1", "FIN_WAIT2",
    "TIME_WAIT", "CLOSED", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* Returns the number of the connection with these ports, the first is 0. */
int
conn_find(unsigned int client_port, unsigned int server_port)
{
    int i;

    for (i = 0; i < count; i++)
        if (conns[i].port[CLIENT] == client_port
            && conns[i].port[SERVER] == server_port)
            return i;
    if (count == CONNS)
        err_quit("that was the last of %d connections", CONNS);
    conns[count].port[CLIENT] = client_port;
    conns[count].port[SERVER] = server_port;
    return count++;
}

/* Returns connection `number`, or NULL if there is none. */
struct conn *
conn_number(int number)
{
    return number < count ? &conns[number] : NULL;
}

/* Returns the state of the socket with these ports, or NULL. The peer of one
 * that listens has port 0. */
static const char *
find_state(const char *text, unsigned int local, unsigned int peer)
{
    unsigned int l, p, state;
    const char *line = text;

    while ((line = strchr(line, '\n')) != NULL) {
        line++;
        if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%x %x", &l, &p,
                   &state) == 3 && l == local && p == peer && state < NAMES)
            return names[state];
    }
    return NULL;
}

/* True if a socket of the server's host listens on this port. */
int
state_listens(unsigned int port)
{
    char text[65536];

    table_read(SERVER, TCP, text, sizeof(text));
    return find_state(text, port, 0) != NULL;
}

/* Read the states of both ends of all connections. */
void
states_read(void)
{
    static char text[2][65536];
    int side, i;

    for (side = CLIENT; side <= SERVER; side++) {
        table_read(side, TCP, text[side], sizeof(text[side]));
        for (i = 0; i < count; i++) {
            struct conn *c = &conns[i];
            unsigned int port = c->port[side];

            c->state[side] = find_state(text[side], port,
                                        c->port[other(side)]);
            if (c->state[side] != NULL)
                c->seen[side] = 1;
            else if (!c->seen[side])        /* no connection yet */
                c->state[side] = find_state(text[side], port, 0);
            if (c->state[side] == NULL)
                c->state[side] = "CLOSED";
        }
    }
}
