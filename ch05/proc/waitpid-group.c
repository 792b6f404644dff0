/*
 * waitpid-group: the first argument of waitpid names the children that it
 * waits for: one child, a process group, or any child (UNP 5.10).
 *
 * Two of the four children are in the parent's process group, and two are in a
 * new one. Each child runs for [seconds], unless you kill it earlier.
 */
#include "proc.h"

/*
 * Fork a child that runs for ms, and move it to process group `group`; 0 is a
 * new group, which has the child's pid. Returns the child's pid; on an error:
 * message, exit status 1.
 */
static pid_t
child_in(pid_t group, long ms)
{
    pid_t pid = Fork();

    if (pid == 0) {                     /* child */
        pause_ms(ms);
        _exit(0);
    }
    if (setpgid(pid, group) < 0)
        err_sys("setpgid");
    pid_say("child %d is in group %d", pid, getpgid(pid));
    return pid;
}

/* Call waitpid with `which`, and print which child it has reaped. */
static void
reap(pid_t which, const char *meaning)
{
    pid_t pid = waitpid(which, NULL, 0);    /* blocks until such a child ends */

    if (pid < 0)
        pid_say("waitpid(%d), %s: %s", which, meaning, strerror(errno));
    else
        pid_say("waitpid(%d), %s: returned %d", which, meaning, pid);
}

/* Exits with 0 when no child is left, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    pid_t group, last;

    child_in(getpgrp(), ms);
    group = child_in(0, ms);
    child_in(group, ms);
    last = child_in(getpgrp(), ms);

    reap(last, "one child");
    reap(-group, "that group");
    reap(0, "my group");
    reap(0, "my group");        /* fails: the last child is in another group */
    reap(-1, "any child");
    reap(-1, "any child");      /* fails: no child is left */
    return 0;
}
