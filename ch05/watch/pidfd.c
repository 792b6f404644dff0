/*
 * pidfd: the kernel says when a process has ended, and when it was reaped.
 *
 * A pidfd (Linux 5.3) is a descriptor of a process, not only of a child. poll
 * returns POLLIN once the process is a zombie; new kernels also POLLHUP once it
 * was reaped. Where there is no pidfd, the next look at /proc finds the same.
 */
#define _GNU_SOURCE         /* syscall */
#include "watch.h"

#include <poll.h>           /* struct pollfd */
#ifdef __linux__
#include <sys/syscall.h>    /* SYS_pidfd_open */
#endif

static int count;           /* of pidfds that are open */

/* Returns a pidfd, or -1 if there can be none, or if there are enough. */
int
pidfd_open(pid_t pid)
{
    int fd = -1;

#ifdef SYS_pidfd_open
    if (count < PIDFDS)
        fd = (int)syscall(SYS_pidfd_open, pid, 0);
#else
    (void)pid;
#endif
    count += fd >= 0;
    return fd;
}

/* This process needs no pidfd any more. */
void
pidfd_close(struct process *p)
{
    if (p->pidfd < 0)
        return;
    Close(p->pidfd);
    p->pidfd = -1;
    count--;
}

/* Fill in what to poll for each process that has a pidfd. Returns how many. */
int
pidfd_fill(struct pollfd *fds)
{
    struct process *p;
    int i, n = 0;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->pidfd >= 0) {
            fds[n].fd = p->pidfd;
            /* a zombie: POLLHUP comes, even if we do not ask for it */
            fds[n].events = p->stat.state == 'Z' ? 0 : POLLIN;
            fds[n++].revents = 0;
        }
    return n;
}

/* Look at the processes for which poll has found something; how many? */
int
pidfd_check(const struct pollfd *fds, int n)
{
    struct process *p;
    int i, k, changes = 0;

    for (k = 0; k < n; k++) {
        if (fds[k].revents == 0)
            continue;
        for (i = 0; (p = process_number(i)) != NULL; i++)
            if (p->pidfd == fds[k].fd)
                break;
        if (p == NULL)
            continue;
        process_look(p);
        changes++;
        p = process_number(i);      /* if /proc contradicts, believe /proc */
        if (p != NULL && p->pidfd == fds[k].fd
            && (p->stat.state != 'Z' || fds[k].revents & POLLHUP))
            pidfd_close(p);
    }
    return changes;
}
