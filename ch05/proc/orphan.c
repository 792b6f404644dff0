/*
 * orphan: the parent ends before its child (UNP 5.9).
 *
 * You will see that the shell's prompt returns while the child still runs. The
 * child has a new parent: init (pid 1) or, on Linux, an ancestor that is a
 * subreaper. The new parent waits for the child, so no zombie remains.
 */
#include "proc.h"

/*
 * The parent runs for [seconds]. Then the child runs for as long again. Both
 * exit with status 0, or with 1 and a message on an error.
 */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    pid_t parent = getpid();

    if (Fork() == 0) {                  /* child */
        pid_say("child starts");
        while (getppid() == parent)     /* the kernel changes it */
            pause_ms(10);
        pid_say("child has a new parent");
        pause_ms(ms);
        pid_say("child ends");
        _exit(0);
    }
    pause_ms(ms);
    pid_say("parent ends");
    return 0;
}
