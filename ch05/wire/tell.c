/* tell: show what has happened to the processes. */
#include "wire.h"

static const char *const roles[ROLES] = {
    "client", "server", "child", "child"
};

/* Returns the name of a role. */
const char *
process_name(int role)
{
    return roles[role];
}

/* It has ended and is gone: show how. */
static void
show_end(const struct process *p)
{
    enum side at = PLACE(p->role);

    if (p->role >= CHILD && p->shown == 'Z')
        event(at, "zombie %d is reaped", (int)p->pid);
    else if (p->role >= CHILD)
        event(at, "child %d ends, is reaped", (int)p->pid);
    else if (WIFSIGNALED(p->status))
        event(at, "%s ends, signal %d", roles[p->role], WTERMSIG(p->status));
    else
        event(at, "%s ends, exit status %d", roles[p->role],
              WEXITSTATUS(p->status));
}

/* Show which processes have begun or ended since the last call. */
void
process_show(void)
{
    struct process *p;
    int i;

    for (i = 0; (p = process_number(i)) != NULL; i++) {
        enum side at = PLACE(p->role);

        if (p->role >= CHILD && p->shown == 0)
            event(at, "%s forks child %d", roles[at], (int)p->pid);
        if (p->state == GONE && p->shown != GONE)
            show_end(p);
        else if (p->state == 'Z' && p->shown != 'Z')
            event(at, "child %d ends: a zombie", (int)p->pid);
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
