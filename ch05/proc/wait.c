/*
 * wait: wait blocks until a child ends, and tells how it ended (UNP 5.10).
 *
 * The first child exits at once. The second child kills itself with a signal
 * after [seconds], unless you kill it earlier. Until then the parent sleeps in
 * wait (state S).
 */
#include "proc.h"

/* Print how pid ended: status holds its exit status or the killing signal. */
static void
decode(pid_t pid, int status)
{
    if (WIFEXITED(status))
        pid_say("child %d exited with status %d", pid, WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
        pid_say("child %d was killed by signal %d (%s)", pid,
                WTERMSIG(status), strsignal(WTERMSIG(status)));
}

/* Exits with 0 when no child is left, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    int status;
    pid_t pid;

    if (Fork() == 0) {                  /* first child */
        pid_say("child exits with status 11");
        _exit(11);
    }
    if (Fork() == 0) {                  /* second child */
        pid_say("child will kill itself");
        pause_ms(ms);
        raise(SIGKILL);                 /* does not return */
    }
    pid_say("parent waits");
    while ((pid = wait(&status)) > 0)   /* blocks, then reaps one child */
        decode(pid, status);
    if (errno != ECHILD)
        err_sys("wait");
    pid_say("wait: %s", strerror(errno));   /* ECHILD: no child left */
    return 0;
}
