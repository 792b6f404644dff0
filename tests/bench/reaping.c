/*
 * reaping: how long waitpid(-1) takes to find the one child that has ended,
 * among many that live: the kernel looks at all children. The floor is
 * waitpid(pid), which looks at one.
 */
#include "measure.h"

#define REAPS   25

/* Start children that live until hold's other end closes; returns how many. */
static int
start_children(const int hold[2])
{
    int live;
    char c;

    for (live = 0; live < amount.live; live++) {
        pid_t pid = fork();

        if (pid < 0)
            break;                      /* the limit; these are enough */
        if (pid == 0) {
            close(hold[1]);
            _exit(readn(hold[0], &c, 1) != 0);
        }
    }
    return live;
}

/* Returns how long it takes to reap one more child, which has just ended. */
static double
reap_one(int by_pid)
{
    pid_t pid = Fork(), found;
    siginfo_t info;
    double start, took;
    int status = 0;

    if (pid == 0)
        _exit(0);
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
        err_sys("waitid");              /* waitid leaves the child a zombie */
    start = now();
    found = waitpid(by_pid ? pid : -1, &status, WNOHANG);
    took = now() - start;
    if (found != pid)
        err_quit("reaping: waitpid returned %d, not %d, with status 0x%x",
                 (int)found, (int)pid, (unsigned int)status);
    return took;
}

/* result[0]: microseconds. */
void
measure_reaping(const struct target *t, double *result)
{
    double took[REAPS];
    int hold[2], i;

    if (pipe(hold) < 0)
        err_sys("pipe");
    amount.live = start_children(hold);
    for (i = 0; i < REAPS; i++)
        took[i] = reap_one(t->floor);
    result[0] = percentile(took, REAPS, 50) * 1e6;
    Close(hold[1]);
    for (i = 0; i < amount.live; i++)
        if (wait(NULL) < 0)
            err_sys("wait");
    Close(hold[0]);
}
