/*
 * look PID WHAT: print a line for each process below PID. WHAT is
 *   alive, zombies   its pid, if it is alive, or if it is a zombie
 *   PORT             its pid, if it has a socket that listens on that port
 *   ports            the ports where it listens
 *   all              PID STATE TICKS DESCRIPTORS FREE: its CPU time, how many
 *                    descriptors it has, and the lowest that is not open
 */
#include "unp.h"
#include "tree.h"

#include <dirent.h>         /* opendir, readdir */

#define MOST 4096               /* descriptors */

/* Returns the port if the descriptor is a listening socket, otherwise 0. */
static unsigned
listens(pid_t pid, const char *fd)
{
    char path[300], target[64];
    unsigned long inode;
    ssize_t n;

    snprintf(path, sizeof(path), "/proc/%d/fd/%s", (int)pid, fd);
    n = readlink(path, target, sizeof(target) - 1);
    target[n < 0 ? 0 : n] = '\0';
    return sscanf(target, "socket:[%lu]", &inode) == 1 ? port_of(inode) : 0;
}

/* Print what WHAT says about the descriptors of the process. */
static void
print_descriptors(const struct proc *p, const char *what)
{
    static char used[MOST + 1];
    int fds = 0, lowest = 0, all = strcmp(what, "all") == 0, printed = 0;
    unsigned port, wanted = (unsigned)strtoul(what, NULL, 10);
    struct dirent *entry;
    char path[64];
    DIR *dir;

    memset(used, 0, sizeof(used));
    snprintf(path, sizeof(path), "/proc/%d/fd", (int)p->pid);
    if ((dir = opendir(path)) == NULL)
        return;
    while ((entry = readdir(dir)) != NULL) {
        long fd = strtol(entry->d_name, NULL, 10);

        if (entry->d_name[0] == '.')
            continue;
        fds++;
        used[fd < MOST ? fd : MOST] = 1;
        port = all ? 0 : listens(p->pid, entry->d_name);
        if (port > 0 && wanted == 0)
            printf("%u\n", port);
        else if (port > 0 && port == wanted && !printed++)
            printf("%d\n", (int)p->pid);
    }
    closedir(dir);
    while (used[lowest] && lowest < MOST)
        lowest++;
    if (all)
        printf("%d %c %lu %d %d\n", (int)p->pid, p->state, p->ticks, fds,
               lowest);
}

int
main(int argc, char **argv)
{
    static struct proc list[TREE_MOST];
    const char *what = argc == 3 ? argv[2] : "";
    int alive = strcmp(what, "alive") == 0, zombies = what[0] == 'z';
    size_t i, n;

    set_progname(argv[0]);
    if (argc != 3)
        err_usage("PID alive|zombies|PORT|ports|all", "what?");
    n = tree((pid_t)strtol(argv[1], NULL, 10), list);
    if (!alive && !zombies && strcmp(what, "all") != 0)
        find_ports();
    for (i = 0; i < n; i++)
        if (!alive && !zombies)
            print_descriptors(&list[i], what);
        else if (zombies == (list[i].state == 'Z'))
            printf("%d\n", (int)list[i].pid);
    return 0;
}
