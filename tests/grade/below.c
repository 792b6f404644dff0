/* below: the processes below this one, and how they end. */
#include "grade.h"

#ifdef __linux__
#include <sys/prctl.h>      /* prctl */
#endif

static pid_t list[MOST_BELOW];

void
adopt(int signo)
{
#ifdef __linux__
    pid_t parent = getppid();

    prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L);
    prctl(PR_SET_PDEATHSIG, (long)signo, 0L, 0L, 0L);
    if (getppid() != parent)            /* it has just ended */
        raise(signo);
#else
    (void)signo;
#endif
}

size_t
count_below(void)
{
    return proc_tree(getpid(), list, MOST_BELOW);
}

void
kill_below(void)
{
    int round;
    size_t i, n;

    for (round = 0; round < 500; round++) {
        n = count_below();
        for (i = 0; i < n; i++)
            kill(list[i], SIGKILL);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
        if (waitpid(-1, NULL, WNOHANG) < 0)
            return;                     /* no child is left */
        pause_ms(2);
    }
}
