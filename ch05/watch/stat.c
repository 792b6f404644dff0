/* stat: what /proc says of a process (proc(5)). */
#include "watch.h"

#include <dirent.h>         /* opendir, readdir */

/* Read /proc/PID/stat. Without such a process, the state is GONE. */
void
stat_read(struct stat_line *to, pid_t pid)
{
    char text[1024], *name, *end;
    int parent;

    memset(to, 0, sizeof(*to));
    to->state = GONE;
    if (file_read(text, sizeof(text), pid, "stat") < 0)
        return;
    name = strchr(text, '(');       /* PID (NAME) STATE PARENT ... */
    end = strrchr(text, ')');
    if (name == NULL || end == NULL)
        return;
    *end = '\0';
    snprintf(to->name, sizeof(to->name), "%s", name + 1);
    if (sscanf(end + 1, " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u"
               " %*d %*d %*d %*d %*d %*d %llu", &to->state, &parent,
               &to->start) != 3)
        to->state = GONE;
    to->parent = parent;
}

/* Returns how many seconds ago that was: `start` as in struct stat_line. */
long
stat_age(unsigned long long start)
{
    char text[64];
    double uptime = 0;
    FILE *fp = fopen("/proc/uptime", "re");

    if (fp != NULL) {
        if (fgets(text, sizeof(text), fp) != NULL)
            uptime = strtod(text, NULL);
        fclose(fp);
    }
    return (long)(uptime - (double)start / (double)sysconf(_SC_CLK_TCK));
}

/* Returns how many descriptors are open; -1 if we may not know it. */
int
stat_descriptors(pid_t pid)
{
    char path[32];
    DIR *dir;
    int n = -2;                     /* "." and ".." */

    snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
    dir = opendir(path);
    if (dir == NULL)
        return -1;
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n;
}
