/*
 * memory: how much memory an open connection needs in user space. It is the
 * proportional set size (PSS) of the child that serves it: a page that n
 * processes share counts as 1/n. Only Linux shows it, in /proc.
 */
#include "measure.h"

#include "lib/proc.h"

enum { MOST = 16384 };      /* children, at most */

/* Returns the PSS of a process in KiB, or UNKNOWN. */
static double
pss_of(pid_t pid)
{
    char text[4096], *line;
    double pss;

    return proc_text(pid, "smaps_rollup", text, sizeof(text)) > 0
        && (line = strstr(text, "\nPss:")) != NULL
        && sscanf(line, " Pss: %lf", &pss) == 1 ? pss : UNKNOWN;
}

/* Returns the PSS of a child of parent in KiB, the mean of the first `most`, or
 * UNKNOWN if they have none. *count is how many children there are. */
double
children_pss(pid_t parent, size_t most, size_t *count)
{
    static pid_t list[MOST];
    double sum = 0, pss;
    size_t i, n = 0;

    *count = proc_children(parent, list, MOST);
    for (i = 0; i < *count && n < most; i++)
        if ((pss = pss_of(list[i])) > 0) {      /* a zombie has none */
            sum += pss;
            n++;
        }
    return n > 0 ? sum / (double)n : UNKNOWN;
}

/* result[0]: KiB for one of many open connections, after one echo on each. */
void
measure_memory(const struct target *t, double *result)
{
    int *sockfd, i;
    size_t count;
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
    pss = children_pss(t->pid, MOST, &count);
    if (count == (size_t)amount.open)
        result[0] = pss;
    for (i = 0; i < amount.open; i++)
        Close(sockfd[i]);
    free(sockfd);
}
