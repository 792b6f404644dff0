/* family: the server and its children: who is it, and who is new? */
#include "watch.h"

int children_left_out;
static int first_look;

/* The server has this child. */
static void
add_child(pid_t pid)
{
    if (process_find(pid) != NULL)
        return;
    if (process_add(pid, 1) == NULL) {
        children_left_out++;
        return;
    }
    event("server %d %s child %d", (int)server, first_look ? "has" : "forks",
          (int)pid);
}

/* The server is this process: it listens. Look for the children it has. */
void
server_set(pid_t pid)
{
    struct process *p = process_find(pid);

    if (p != NULL)
        process_remove(p);          /* a child that has kept the socket */
    p = process_add(pid, 0);
    if (p == NULL)
        return;
    server = pid;
    event("server %d is %s, listens on %s port %u", (int)pid, p->stat.name,
          listener_address(), listener.port);
    first_look = 1;
    processes_look();
    first_look = 0;
}

/* Look at all of them, and for new ones. */
void
processes_look(void)
{
    int i;

    children_left_out = 0;
    if (server != 0)
        stat_children(server, add_child);
    for (i = 0; process_number(i) != NULL; i++)
        ;
    while (--i >= 0)                /* from the last: they move up */
        process_look(process_number(i));
    sigchld_look();
}
