/*
 * zombie: what stays of a child that nobody waits for (UNP 5.9).
 *
 * You will see the child in state Z while the parent is busy: its exit status
 * is kept for the parent. When the parent ends, the zombie goes too: init, its
 * new parent, waits for it.
 */
#include "proc.h"

/* The exit status that is kept for pid; WNOWAIT: look, but leave it there. */
static int
look_at(pid_t pid)
{
    siginfo_t info;

    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
        err_sys("waitid");
    return info.si_status;
}

/* Exit status 0; an error is a message and exit 1. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    pid_t pid = Fork();

    if (pid == 0) {                     /* child */
        pid_say("child, exits with 7");
        _exit(7);
    }
    look_at(pid);                       /* until the child has ended */
    pid_say("child %d has ended, parent is busy", pid);
    pause_ms(ms);                       /* and does not wait: a zombie */
    pid_say("child %d has left exit status %d", pid, look_at(pid));
    return 0;                           /* and the zombie goes too */
}
