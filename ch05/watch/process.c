/* process: the table of the server and its children. */
#include "watch.h"

#define MOST 1000

static struct process processes[MOST];
static int count;

/* Returns process `number`, the first is 0; NULL if there is none. */
struct process *
process_number(int number)
{
    return number >= 0 && number < count ? &processes[number] : NULL;
}

/* Returns the process with this pid, or NULL. */
struct process *
process_find(pid_t pid)
{
    int i;

    for (i = 0; i < count; i++)
        if (processes[i].pid == pid)
            return &processes[i];
    return NULL;
}

/* Put a process into the table: last, or first if it is the server. Returns
 * NULL if the table is full, or if there is no such process any more. */
struct process *
process_add(pid_t pid, int is_child)
{
    struct process *p = &processes[is_child ? count : 0];
    struct stat_line stat;

    stat_read(&stat, pid);
    if (count == MOST || stat.state == GONE)
        return NULL;
    if (!is_child)
        memmove(p + 1, p, (size_t)count * sizeof(*p));
    count++;
    p->pid = pid;
    p->is_child = is_child;
    p->stat = stat;
    p->stat.state = 'R';            /* the next look says what it is now */
    p->pidfd = pidfd_open(pid);
    return p;
}

/* Take it out of the table. The processes behind it move up. */
void
process_remove(struct process *p)
{
    struct process *end = &processes[count];

    pidfd_close(p);
    memmove(p, p + 1, (size_t)(end - p - 1) * sizeof(*p));
    count--;
}

/* Returns how many children are zombies, or how many are not. */
int
process_count(int zombies)
{
    int i, n = 0;

    for (i = 0; i < count; i++)
        n += processes[i].is_child
            && (processes[i].stat.state == 'Z') == (zombies != 0);
    return n;
}
