/*
 * memory: how much memory an open connection needs in user space. It is the
 * proportional set size (PSS) of the child that serves it: a page that n
 * processes share counts as 1/n. Only Linux shows it, in /proc.
 */
#include "measure.h"

#include <dirent.h>         /* opendir */

/* Returns the number behind the first line of /proc/PID/file that has format,
   as sscanf reads it, or UNKNOWN. */
static double
proc_number(const char *pid, const char *file, const char *format)
{
    char path[64], line[512];
    double number = UNKNOWN;
    FILE *in;

    snprintf(path, sizeof(path), "/proc/%.20s/%s", pid, file);
    in = fopen(path, "r");
    if (in == NULL)
        return UNKNOWN;
    while (fgets(line, sizeof(line), in) != NULL)
        if (sscanf(line, format, &number) == 1)
            break;
    fclose(in);
    return number;
}

/* Returns the PSS of all children of parent in KiB; *count is how many. */
static double
children_pss(pid_t parent, int *count)
{
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    double sum = 0, pss;

    *count = 0;
    while (proc != NULL && (entry = readdir(proc)) != NULL) {
        if (proc_number(entry->d_name, "status", "PPid: %lf") != (double)parent)
            continue;
        pss = proc_number(entry->d_name, "smaps_rollup", "Pss: %lf");
        if (pss > 0) {
            sum += pss;
            ++*count;
        }
    }
    if (proc != NULL)
        closedir(proc);
    return sum;
}

/* result[0]: KiB for one of many open connections, after one echo on each. */
void
measure_memory(const struct target *t, double *result)
{
    int *sockfd, i, count;
    double pss;

    if (t->pid == 0)
        return;
    sockfd = malloc((size_t)amount.open * sizeof(*sockfd));
    if (sockfd == NULL)
        err_sys("malloc");
    for (i = 0; i < amount.open; i++) {
        sockfd[i] = client(t);
        exchange(sockfd[i], "hello, world\n", 13);
    }
    pss = children_pss(t->pid, &count);
    if (count == amount.open)
        result[0] = pss / count;
    for (i = 0; i < amount.open; i++)
        Close(sockfd[i]);
    free(sockfd);
}
