/* descriptors: what look prints about the descriptors of a process. */
#include "unp.h"
#include "tree.h"

#include <dirent.h>         /* opendir, readdir */

#define MOST 4096               /* descriptors */

/* Returns the listening socket that the descriptor is, or NULL. */
static const struct listener *
listens(pid_t pid, const char *fd)
{
    char path[300], target[64];
    unsigned long inode;
    ssize_t n;

    snprintf(path, sizeof(path), "/proc/%d/fd/%s", (int)pid, fd);
    n = readlink(path, target, sizeof(target) - 1);
    target[n < 0 ? 0 : n] = '\0';
    if (sscanf(target, "socket:[%lu]", &inode) != 1)
        return NULL;
    return listener_of(inode);
}

/* Print a line for a listening socket. Returns 0 if it is on another port. */
static int
print_listener(FILE *out, const struct listener *l, pid_t pid, const char *what)
{
    unsigned i, wanted = (unsigned)strtoul(what, NULL, 10);

    for (i = 0; what[0] == 'q' && i < l->waiting; i++)
        fprintf(out, "%u\n", l->port);
    if (what[0] == 'p')
        fprintf(out, "%u\n", l->port);
    if (wanted == l->port)
        fprintf(out, "%d\n", (int)pid);
    return wanted == l->port;
}

/* Print what WHAT says about the descriptors of the process. */
void
print_descriptors(FILE *out, const struct proc *p, const char *what)
{
    static char used[MOST + 1];
    int fds = 0, lowest = 0, all = strcmp(what, "all") == 0, printed = 0;
    const struct listener *l;
    struct dirent *entry;
    char path[64];
    DIR *dir;

    memset(used, 0, sizeof(used));
    snprintf(path, sizeof(path), "/proc/%d/fd", (int)p->pid);
    dir = opendir(path);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        long fd = strtol(entry->d_name, NULL, 10);

        if (entry->d_name[0] == '.')
            continue;
        fds++;
        used[fd < MOST ? fd : MOST] = 1;
        if (!all && !printed && (l = listens(p->pid, entry->d_name)) != NULL)
            printed = print_listener(out, l, p->pid, what);
    }
    if (dir != NULL)
        closedir(dir);
    while (used[lowest] && lowest < MOST)
        lowest++;
    if (all)
        fprintf(out, "%d %c %lu %d %d\n", (int)p->pid, p->state, p->ticks, fds,
                lowest);
}
