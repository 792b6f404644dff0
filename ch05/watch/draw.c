/* draw: the screen: the server, its processes, its connections, the events. */
#include "watch.h"

/* Returns a word for a state of ps. */
static const char *
word(char state)
{
    return state == 'R' ? "runs" : state == 'S' ? "sleeps"
        : state == 'T' ? "stopped" : state == 'Z' ? "ZOMBIE"
        : state == 't' ? "traced" : state == 'D' ? "waits" : "";
}

/* The row of a process. */
static void
process_row(const struct process *p)
{
    char descriptors[16] = "-", wchan[64];
    /* a process that has ended has closed them all */
    int n = p->stat.state == 'Z' ? 0 : stat_descriptors(p->pid);

    if (n >= 0)
        snprintf(descriptors, sizeof(descriptors), "%d", n);
    if (file_read(wchan, sizeof(wchan), (int)p->pid, "wchan") <= 0
        || strcmp(wchan, "0") == 0)
        snprintf(wchan, sizeof(wchan), "-");
    frame_row(p->stat.state == 'Z' ? RED : PLAIN,
              "%7d  %-6s  %c %-7s  %6lds  %11s  %s", (int)p->pid,
              p->is_child ? "child" : "server", p->stat.state,
              word(p->stat.state), stat_age(p->stat.start), descriptors,
              wchan);
}

/* A title and at most `most` rows for `total` processes. */
static void
draw_processes(int total, int most)
{
    int i, shown = total > most ? most - 1 : total;

    frame_row(BOLD, "    PID  %-6s  STATE          AGE  DESCRIPTORS  "
              "SLEEPS IN", "");
    for (i = 0; i < shown; i++)
        process_row(process_number(i));
    if (shown < total)
        frame_row(PLAIN, "         and %d more",
                  total - shown + children_left_out);
}

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
static void
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

/* The first two rows: the server, and what can be counted. */
static void
draw_title(void)
{
    const struct process *p = server != 0 ? process_find(server) : NULL;
    char text[100];
    const char *hint;
    int width;

    if (p != NULL)
        snprintf(text, sizeof(text), "%s, pid %d, listens on %s port %u",
                 p->stat.name, (int)server, listener_address(), listener.port);
    else
        snprintf(text, sizeof(text), "no process listens on port %u",
                 listener.port);
    hint = paused ? "PAUSED, p: go on" : "p: pause, q: quit";
    width = screen_columns - 2 - (int)strlen(hint);
    frame_row(BOLD, "%-*.*s %s", width, width > 0 ? width : 0, text, hint);
    snprintf(text, sizeof(text), "children: %d live, %d zombies, %ld reaped",
             process_count(0), process_count(1), reaped);
    if (p == NULL)
        frame_row(PLAIN, "%s", text);
    else
        frame_row(sigchld.pending || sigchld.blocked ? RED : PLAIN,
                  "%-40s SIGCHLD: %s, %s%s", text,
                  sigchld.caught ? "handler" : sigchld.ignored
                  ? "ignored" : "no handler",
                  sigchld.pending ? "PENDING" : "not pending",
                  sigchld.blocked ? ", BLOCKED" : "");
}

/* The rest of the screen: the events, the last one at the bottom. */
static void
draw_events(void)
{
    int i;

    frame_row(BOLD, "  SECONDS  EVENT");
    for (i = frame_left(); i > 0; i--)
        if (event_last(i) != NULL)
            frame_row(PLAIN, "%s", event_last(i));
}

/* Returns how many rows to give to something that needs `mine` of `room`, if
 * something else needs `other`: what is there is shared. */
static int
share(int mine, int other, int room)
{
    int half = room / 2;

    if (mine + other <= room || mine <= half)
        return mine;
    return other <= half ? room - other : half;
}

/* Draw all of it; `anew` although nothing may have changed. */
void
draw(int anew)
{
    int processes = process_count(0) + process_count(1) + (server != 0);
    int conns = server != 0, room;          /* the socket that listens */

    while (conn_number(conns - (server != 0)) != NULL)
        conns++;
    frame_begin();
    draw_title();
    room = frame_left() - 3 - EVENT_ROWS;       /* three titles */
    draw_processes(processes, share(processes, conns, room));
    draw_conns(conns, share(conns, processes, room));
    draw_events();
    frame_end(anew);
}
