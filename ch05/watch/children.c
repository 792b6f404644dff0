/* children: the processes that have a given parent. */
#include "watch.h"

#include <dirent.h>         /* opendir, readdir */

/* For kernels without /proc/PID/task/PID/children: look at each process. */
static void
search(pid_t pid, void (*found)(pid_t child))
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    struct stat_line stat;

    if (dir == NULL)
        return;
    while ((entry = readdir(dir)) != NULL) {
        pid_t child = (pid_t)strtol(entry->d_name, NULL, 10);

        if (child <= 0)
            continue;
        stat_read(&stat, child);
        if (stat.state != GONE && stat.parent == pid)
            found(child);
    }
    closedir(dir);
}

/* Call found(child) for each child of this process, also for a zombie. */
void
stat_children(pid_t pid, void (*found)(pid_t child))
{
    static char text[65536];
    char name[32], *p = text, *end;
    long child;

    snprintf(name, sizeof(name), "task/%d/children", (int)pid);
    if (file_read(text, sizeof(text), pid, name) < 0) {
        if (errno == ENOENT)
            search(pid, found);
        return;
    }
    /* A space follows each pid. Without one, the pid may be cut off. */
    while (child = strtol(p, &end, 10), end > p && *end == ' ') {
        found((pid_t)child);
        p = end;
    }
}
