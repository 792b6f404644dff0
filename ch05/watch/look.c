/* look: what has changed in a process since the last look. */
#include "watch.h"

pid_t server;
long reaped;

/* Returns "child" or "server". */
static const char *
kind(const struct process *p)
{
    return p->is_child ? "child" : "server";
}

/* The process is no longer there: its parent has reaped it. */
static void
gone(struct process *p)
{
    if (p->stat.state != 'Z')
        event("%s %d ends", kind(p), (int)p->pid);
    if (p->is_child)
        event("child %d is reaped", (int)p->pid);
    reaped += p->is_child;
    if (p->pid == server) {
        server = 0;
        event("no server");
    }
    process_remove(p);
}

/* Look at a process of the table. It is no longer in there if it is gone. */
void
process_look(struct process *p)
{
    struct stat_line now;
    int pid = (int)p->pid;

    stat_read(&now, p->pid);
    if (now.state == 'Z' && server_ended(p->pid))
        now.state = GONE;           /* it was our child, and is reaped now */
    if (now.state == GONE || now.start != p->stat.start) {
        gone(p);
        return;
    }
    if (now.state == 'Z' && p->stat.state != 'Z')
        event("%s %d ends: it is a zombie", kind(p), pid);
    else if (now.state == 'T' && p->stat.state != 'T')
        event("%s %d is stopped", kind(p), pid);
    else if (now.state != 'T' && p->stat.state == 'T')
        event("%s %d continues", kind(p), pid);
    if (p->is_child && now.parent != p->stat.parent)
        event("child %d is an orphan: its parent is now %d", pid,
              (int)now.parent);
    p->stat = now;
}
