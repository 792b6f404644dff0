/*
 * waitpid-stopped: SIGCHLD also comes when a child is stopped or continues, and
 * waitpid returns then if it is asked to (UNP 5.10).
 *
 * Stop the child with kill -STOP, continue it with kill -CONT, and end it with
 * kill. Otherwise it exits with status 7 after [seconds].
 */
#include "proc.h"

/* Handle SIGCHLD: si_code says what has happened to the child. */
static void
sig_chld(int signo, siginfo_t *info, void *context)
{
    (void)context;
    sig_say(info->si_code == CLD_STOPPED
                ? "pid %d parent %d: signal %d: a child is stopped"
            : info->si_code == CLD_CONTINUED
                ? "pid %d parent %d: signal %d: a child continues"
                : "pid %d parent %d: signal %d: a child has ended",
            getpid(), getppid(), signo);
}

/* Print what status says of pid. Returns 1 if the child has ended, else 0. */
static int
decode(pid_t pid, int status)
{
    if (WIFSTOPPED(status))             /* only with WUNTRACED */
        pid_say("waitpid: child %d was stopped by signal %d", pid,
                WSTOPSIG(status));
    else if (WIFCONTINUED(status))      /* only with WCONTINUED */
        pid_say("waitpid: child %d continues", pid);
    else if (WIFSIGNALED(status))
        pid_say("waitpid: child %d was killed by signal %d", pid,
                WTERMSIG(status));
    else
        pid_say("waitpid: child %d exited with status %d", pid,
                WEXITSTATUS(status));
    return WIFEXITED(status) || WIFSIGNALED(status);
}

/* Exits with 0 when the child has ended, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    struct sigaction act;
    int status;
    pid_t pid;

    act.sa_sigaction = sig_chld;
    act.sa_flags = SA_SIGINFO | SA_RESTART; /* and not SA_NOCLDSTOP */
    sigemptyset(&act.sa_mask);
    if (sigaction(SIGCHLD, &act, NULL) < 0)
        err_sys("sigaction");
    pid = Fork();
    if (pid == 0) {                     /* child */
        pid_say("child starts");
        pause_ms(ms);
        _exit(7);
    }
    do
        if (waitpid(pid, &status, WUNTRACED | WCONTINUED) < 0)
            err_sys("waitpid");
    while (!decode(pid, status));
    return 0;
}
