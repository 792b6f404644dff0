/* process: the processes on both hosts, found in /proc. */
#include "wire.h"

#include <dirent.h>         /* opendir, readdir */

#define MOST 500

static struct process processes[MOST];
static int count;

/* Returns process `number`, the first is 0; NULL if there is none. */
struct process *
process_number(int number)
{
    return number < count ? &processes[number] : NULL;
}

/* From here on this process is one of ours. */
void
process_add(pid_t pid, pid_t parent, int role)
{
    if (count == MOST)
        err_quit("that was the last of %d processes", MOST);
    processes[count].pid = pid;
    processes[count].parent = parent;
    processes[count].role = role;
    processes[count++].state = 'R';
}

/* Returns our process with this pid that is not gone, or NULL. */
static struct process *
find(pid_t pid)
{
    int i;

    for (i = 0; i < count; i++)
        if (processes[i].pid == pid && processes[i].state != GONE)
            return &processes[i];
    return NULL;
}

/* Find our processes and their states. Returns 1 if one runs, or if something
 * is not as it was at the last call. What has ended on our hands is reaped. */
int
process_scan(void)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    struct process *p;
    int i, pid, parent, moved = 0, mine = getpid();
    char state, found[MOST] = "";

    if (dir == NULL)
        err_sys("/proc");
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9'
            || !stat_read(entry->d_name, &pid, &parent, &state))
            continue;
        if ((p = find(pid)) == NULL && (parent == mine || find(parent))) {
            process_add(pid, parent, CHILD);
            p = find(pid);
        }
        if (p == NULL)
            continue;
        if (state == 'Z' && parent == mine)
            state = waitpid(pid, &p->status, 0) == pid ? GONE : state;
        moved |= state == 'R' || state == 'D' || state != p->state;
        p->state = state;
        found[p - processes] = 1;
    }
    closedir(dir);
    for (i = 0; i < count; i++)
        if (!found[i] && processes[i].state != GONE) {
            processes[i].state = GONE;
            moved = 1;
        }
    return moved;
}
