/* stat: what /proc says of a process (proc(5)). */
#include "wire.h"

#include <dirent.h>         /* opendir, readdir */

/* Read a file of /proc into text. Returns 0 if there is no such file. */
static int
get(char *text, size_t size, const char *fmt, int pid)
{
    char file[64];
    FILE *fp;
    size_t n;

    snprintf(file, sizeof(file), fmt, pid, pid);
    fp = fopen(file, "r");
    if (fp == NULL)
        return 0;
    n = fread(text, 1, size - 1, fp);
    fclose(fp);
    text[n] = '\0';
    return 1;
}

/* Returns the state of a process, and sets *parent; GONE if there is none. */
char
stat_read(int pid, int *parent)
{
    char text[512], *end, state;

    if (!get(text, sizeof(text), "/proc/%d/stat", pid))
        return GONE;
    end = strrchr(text, ')');           /* PID (COMMAND) STATE PARENT ... */
    if (end == NULL || sscanf(end + 1, " %c %d", &state, parent) != 2)
        return GONE;
    return state;
}

/* Call found(child) for each process. One look into each is needed. */
static void
search(int pid, void (*found)(pid_t child))
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    int parent;

    if (dir == NULL)
        err_sys("/proc");
    while ((entry = readdir(dir)) != NULL) {
        int child = (int)strtol(entry->d_name, NULL, 10);

        if (child > 0 && stat_read(child, &parent) != GONE && parent == pid)
            found(child);
    }
    closedir(dir);
}

/* Call found(child) for each child of this process, also for a zombie. */
void
stat_children(int pid, void (*found)(pid_t child))
{
    char text[4096], *p = text, *end;
    long child;

    if (!get(text, sizeof(text), "/proc/%d/task/%d/children", pid)) {
        search(pid, found);             /* an old kernel, or it has ended */
        return;
    }
    while (child = strtol(p, &end, 10), end > p) {
        found((pid_t)child);
        p = end;
    }
}
