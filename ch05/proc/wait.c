/*
 * wait: blocks until a child ends, and says how it ended (UNP 5.10).
 *
 * One child exits at once, the other after [seconds] by a signal, or earlier
 * if you kill it. The parent sleeps (state S) meanwhile.
 */
#include "proc.h"

/* Say how pid has ended: the status has either an exit status or a signal. */
static void
decode(pid_t pid, int status)
{
    if (WIFEXITED(status))
        pid_say("child %d exited with status %d", pid, WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
        pid_say("child %d was killed by signal %d (%s)", pid,
                WTERMSIG(status), strsignal(WTERMSIG(status)));
}

/* Exit status 0 when no child is left; an error is a message and exit 1. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    int status;
    pid_t pid;

    if (Fork() == 0) {                  /* first child */
        pid_say("child, exits with 11");
        _exit(11);
    }
    if (Fork() == 0) {                  /* second child */
        pid_say("child, kills itself later");
        pause_ms(ms);
        raise(SIGKILL);                 /* does not return */
    }
    pid_say("parent waits");
    while ((pid = wait(&status)) > 0)   /* blocks; reaps one child */
        decode(pid, status);
    if (errno != ECHILD)
        err_sys("wait");
    pid_say("wait: %s", strerror(errno));   /* none left, not even a zombie */
    return 0;
}
