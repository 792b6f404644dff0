/*
 * zombie-sig: SIGCHLD, and no zombies, while the parent works (UNP 5.10).
 *
 * A handler reaps the three children, as in server-v3. With the argument
 * ignore there is no handler: SIGCHLD is ignored, and the kernel keeps nothing
 * of a child. Either way nothing is left for wait to return: it fails.
 */
#include "proc.h"

/* SIGCHLD: children have ended. Reap all; the interrupted code keeps errno. */
static void
sig_chld(int signo)
{
    int saved = errno;
    pid_t pid;

    (void)signo;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)  /* 0: the rest still run */
        sig_say("pid %d parent %d: child %d terminated", getpid(), getppid(),
                pid);
    errno = saved;
}

/* Children live for [seconds], the parent twice as long. Exit 0; error: 1. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, "ignore");
    int i;

    Signal(SIGCHLD, argc > 2 ? SIG_IGN : sig_chld); /* before the first fork */
    for (i = 0; i < 3; i++)
        if (Fork() == 0) {              /* child */
            pid_say("child");
            pause_ms(ms);
            _exit(0);
        }
    pid_say("parent works");
    pause_ms(2 * ms);                   /* the signals do not shorten it */
    pid_say("parent's work is done");
    while (wait(NULL) > 0)              /* has nothing to return */
        ;
    pid_say("wait: %s", strerror(errno));
    return 0;
}
