/*
 * made_up.h: a table of made-up processes, in the place of lib/proc.c. A test
 * changes it between two looks. MADE_UP, how many there are, is the test's.
 */
#include "lib/proc.h"

static struct proc table[MADE_UP];      /* pid 0: there is none */

/* Returns the process with that pid, or NULL; pid 0: a free place. */
static struct proc *
at(pid_t pid)
{
    int i;

    for (i = 0; i < MADE_UP; i++)
        if (table[i].pid == pid)
            return &table[i];
    return NULL;
}

/* As proc_read. */
static int
made_up_read(struct proc *p, pid_t pid)
{
    memset(p, 0, sizeof(*p));
    p->state = GONE;
    if (at(pid) != NULL)
        *p = *at(pid);
    return at(pid) != NULL;
}

/* As proc_children. */
static size_t
made_up_children(pid_t pid, pid_t *list, size_t most)
{
    size_t i, n = 0;

    for (i = 0; i < MADE_UP && n < most; i++)
        if (table[i].pid != 0 && table[i].parent == pid)
            list[n++] = table[i].pid;
    return n;
}
