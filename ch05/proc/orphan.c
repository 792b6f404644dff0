/*
 * orphan: the parent ends, the child lives on (UNP 5.9).
 *
 * You will see the shell's prompt return while the child runs, with a new
 * parent: init (pid 1), or an ancestor that has asked for orphans (on Linux: a
 * subreaper). The new parent waits for it, so no zombie remains.
 */
#include "proc.h"

/* The parent lives for [seconds], the child as long again. Exit 0; error: 1. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    pid_t parent = getpid();

    if (Fork() == 0) {                  /* child */
        pid_say("child");
        while (getppid() == parent)     /* changes with no doing of ours */
            pause_ms(10);
        pid_say("child, adopted");
        pause_ms(ms);
        pid_say("child ends");
        _exit(0);
    }
    pause_ms(ms);
    pid_say("parent ends");
    return 0;
}
