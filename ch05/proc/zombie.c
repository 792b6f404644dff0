/*
 * zombie: what remains of a child while its parent does not wait (UNP 5.9).
 *
 * You will see the child in state Z while the parent is busy. The kernel keeps
 * the child's pid, exit status and resource usage for the parent. When the
 * parent ends, init becomes the zombie's parent and waits for it.
 */
#include "proc.h"

/*
 * Wait until child pid has ended. Returns its exit status. WNOWAIT leaves the
 * child a zombie. On an error it prints a message and exits with status 1.
 */
static int
look_at(pid_t pid)
{
    siginfo_t info;

    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
        err_sys("waitid");
    return info.si_status;
}

/* Exits with status 0, or with 1 and a message on an error. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    pid_t pid = Fork();

    if (pid == 0) {                     /* child */
        pid_say("child exits with status 7");
        _exit(7);
    }
    look_at(pid);                       /* blocks until the child has ended */
    pid_say("child %d has ended, parent is busy", pid);
    pause_ms(ms);                       /* the parent does not wait */
    pid_say("child %d is a zombie with exit status %d", pid, look_at(pid));
    return 0;                           /* now init reaps the zombie */
}
