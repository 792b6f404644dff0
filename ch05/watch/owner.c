/* owner: which process listens on the port? */
#include "watch.h"

#include <dirent.h>         /* opendir, readdir */

struct listener listener;
static struct listener latest;  /* what the last look has found */
static pid_t wanted;            /* the process that should listen, or 0 */

/* True if the process has a descriptor of the socket with this inode. */
static int
has(pid_t pid, unsigned long inode)
{
    char path[300], link[64], want[64];
    struct dirent *entry;
    int len, found = 0;
    DIR *dir;

    snprintf(want, sizeof(want), "socket:[%lu]", inode);
    snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
    dir = opendir(path);
    if (dir == NULL)
        return 0;
    while (!found && (entry = readdir(dir)) != NULL) {
        snprintf(path, sizeof(path), "/proc/%d/fd/%s", (int)pid,
                 entry->d_name);
        len = (int)readlink(path, link, sizeof(link) - 1);
        link[len > 0 ? len : 0] = '\0';
        found = strcmp(link, want) == 0;
    }
    closedir(dir);
    return found;
}

/* Returns the process that has the socket; 0 if we may not see which it is. If
 * children have it too, then it is the parent. */
static pid_t
owner(unsigned long inode)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    struct stat_line stat;
    pid_t pid, found = 0;

    if (dir == NULL)
        return 0;
    while (found == 0 && (entry = readdir(dir)) != NULL) {
        pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && has(pid, inode))
            found = pid;
    }
    closedir(dir);
    for (pid = found; pid > 1 && has(pid, inode); pid = stat.parent) {
        stat_read(&stat, pid);
        found = pid;
    }
    return found;
}

/* A socket listens: is it ours? If several are, then the one we know. */
static void
check(const struct listener *found)
{
    if (wanted != 0 ? !has(wanted, found->inode) : found->port != listener.port)
        return;
    if (latest.inode == 0 || found->inode == listener.inode)
        latest = *found;
}

/*
 * Look at the sockets. If another socket listens than before, or another
 * process, then that is the server from here on. With pid, only that process
 * may be it. Returns 0 if no socket listens.
 */
int
sockets_look(pid_t pid)
{
    memset(&latest, 0, sizeof(latest));
    wanted = pid;
    conns_look(check);
    listener.queue = latest.queue;
    if (latest.inode == 0 || (server != 0 && latest.inode == listener.inode))
        return latest.inode != 0;
    pid = pid != 0 ? pid : owner(latest.inode);
    if (pid == 0)
        return -1;
    listener = latest;
    server_set(pid);
    return 1;
}
