/* draw: the screen: the server, its processes, its connections, the events. */
#include "watch.h"

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
