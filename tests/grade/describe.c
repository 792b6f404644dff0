/* describe: the text that look prints about the processes below one process. */
#include "unp.h"
#include "tree.h"

/* Returns 1 if the list has the pid, otherwise 0. */
static int
is_in(pid_t pid, char **list)
{
    while (*list != NULL)
        if (strtol(*list++, NULL, 10) == pid)
            return 1;
    return 0;
}

/*
 * Returns the lines of look, in memory from malloc, without some processes. All
 * processes are *count.
 */
char *
describe(pid_t root, const char *what, char **without, size_t *count)
{
    static struct proc list[TREE_MOST];
    int alive = strcmp(what, "alive") == 0, zombies = what[0] == 'z';
    char *text = NULL;
    size_t size, i, n = tree(root, list);
    FILE *out = open_memstream(&text, &size);

    if (out == NULL)
        err_sys("open_memstream");
    forget_listeners();
    *count = n;
    for (i = 0; i < n; i++)
        if (is_in(list[i].pid, without))
            continue;
        else if (!alive && !zombies)
            print_descriptors(out, &list[i], what);
        else if (zombies == (list[i].state == 'Z'))
            fprintf(out, "%d\n", (int)list[i].pid);
    fclose(out);
    return text;
}
