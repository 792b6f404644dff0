/* process: the processes on both hosts. */
#include "wire.h"

#define MOST 500

static struct process processes[MOST];
static int count;
static int child_role;          /* of the children that are being looked for */

/* Returns process `number`, the first is 0; NULL if there is none. */
struct process *
process_number(int number)
{
    return number < count ? &processes[number] : NULL;
}

/* From here on this process is one of ours. */
void
process_add(pid_t pid, int role)
{
    if (count == MOST)
        err_quit("that was the last of %d processes", MOST);
    processes[count].pid = pid;
    processes[count].role = role;
    processes[count++].state = 'R';
}

/* A process of ours, or this one, has this child: it is ours, too. */
static void
add_child(pid_t pid)
{
    int i;

    for (i = 0; i < count; i++)
        if (processes[i].pid == pid && processes[i].state != GONE)
            return;
    process_add(pid, child_role);
}

/*
 * Find our processes and their states. Returns MOVES if one runs, or if
 * something is not as it was at the last call; MOVES and WAITS if one waits for
 * the disk; otherwise 0. What has ended as our child is reaped.
 */
int
process_scan(void)
{
    int i, parent, before = count, moved = 0, mine = getpid();
    struct process *p;
    char state;

    child_role = CHILD;
    stat_children(mine, add_child);         /* the orphans */
    for (i = 0; i < count; i++) {
        p = &processes[i];
        if (p->state == GONE)
            continue;
        state = stat_read(p->pid, &parent);
        if (state == 'Z' && parent == mine
            && waitpid(p->pid, &p->status, 0) == p->pid)
            state = GONE;
        child_role = PLACE(p->role) == CLIENT ? HELPER : CHILD;
        if (state != GONE && state != 'Z')
            stat_children(p->pid, add_child);
        if (state == 'R' || state == 'D' || state != p->state)
            moved |= state == 'D' ? MOVES | WAITS : MOVES;
        p->state = state;
    }
    return count != before ? moved | MOVES : moved;
}
