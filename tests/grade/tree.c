/* tree: the processes below one process, read from /proc. */
#include "unp.h"
#include "grade.h"

#include <dirent.h>         /* opendir, readdir */

/* Read /proc/PID/stat into *p. Returns 0 if there is no such process. */
static int
read_stat(pid_t pid, struct proc *p)
{
    char path[64], text[1024], *after;
    unsigned long user, system;
    FILE *file;
    size_t n;

    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    if ((file = fopen(path, "r")) == NULL)
        return 0;
    n = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[n] = '\0';
    after = strrchr(text, ')');     /* the name may have brackets, too */
    if (after == NULL
        || sscanf(after, ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                  &p->state, &user, &system) != 3)
        return 0;
    p->pid = pid;
    p->ticks = user + system;
    return 1;
}

/* Add the children of one thread to list[n..TREE_MOST). Returns the new n. */
static size_t
add_children(pid_t pid, const char *thread, struct proc *list, size_t n)
{
    char path[300];
    FILE *file;
    int child;

    snprintf(path, sizeof(path), "/proc/%d/task/%s/children", (int)pid, thread);
    if ((file = fopen(path, "r")) == NULL)
        return n;
    while (n < TREE_MOST && fscanf(file, "%d", &child) == 1)
        n += (size_t)read_stat((pid_t)child, &list[n]);
    fclose(file);
    return n;
}

/* Add the children of all threads of a process. Returns the new n. */
static size_t
add_all(pid_t pid, struct proc *list, size_t n)
{
    char path[64];
    struct dirent *entry;
    DIR *dir;

    snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    if ((dir = opendir(path)) == NULL)
        return n;
    while ((entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.')
            n = add_children(pid, entry->d_name, list, n);
    closedir(dir);
    return n;
}

/*
 * Put the processes below root into list, which has room for TREE_MOST. Returns
 * how many they are.
 */
size_t
tree(pid_t root, struct proc *list)
{
    size_t i, n = add_all(root, list, 0);

    for (i = 0; i < n; i++)
        n = add_all(list[i].pid, list, n);
    return n;
}
