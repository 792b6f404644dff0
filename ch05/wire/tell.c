/* tell: what has happened to the processes, and signals for them. */
#include "wire.h"

static const char *const roles[] = { "client", "server", "child" };

/* It has ended and is gone: show how. */
static void
show_end(const struct process *p)
{
    const char *role = roles[p->role];

    if (p->role == CHILD && p->shown == 'Z')
        event(SERVER, "zombie %d is reaped", (int)p->pid);
    else if (p->role == CHILD)
        event(SERVER, "child %d ends, is reaped", (int)p->pid);
    else if (WIFSIGNALED(p->status))
        event(PLACE(p->role), "%s ends, signal %d", role, WTERMSIG(p->status));
    else
        event(PLACE(p->role), "%s ends, exit status %d", role,
              WEXITSTATUS(p->status));
}

/* Show which processes have begun or ended since the last call. */
void
process_show(void)
{
    struct process *p;
    int i;

    for (i = 0; (p = process_number(i)) != NULL; i++) {
        if (p->role == CHILD && p->shown == 0)
            event(SERVER, "server forks child %d", (int)p->pid);
        if (p->state == GONE && p->shown != GONE)
            show_end(p);
        else if (p->state == 'Z' && p->shown != 'Z')
            event(SERVER, "child %d ends: a zombie", (int)p->pid);
        p->shown = p->state;
    }
}

/* Show the processes that are there, with their states. */
void
process_list(void)
{
    struct process *p;
    int i, none = 1;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->state != GONE) {
            answer("%-6s  %7d  %c  %s", roles[p->role], (int)p->pid, p->state,
                  p->state == 'S' ? "asleep" : p->state == 'T' ? "stopped"
                  : p->state == 'Z' ? "zombie" : "");
            none = 0;
        }
    if (none)
        answer("there is no process");
}

/* Returns the name of a role. */
const char *
process_name(int role)
{
    return roles[role];
}
