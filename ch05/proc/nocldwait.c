/*
 * nocldwait: who removes a child that has ended (UNP 5.9)?
 *
 * Three parents, each with five children that end at once. The first one leaves
 * SIGCHLD as it is (SIG_DFL), the second one ignores it (SIG_IGN), the third
 * one has a handler and sets SA_NOCLDWAIT. None of them waits for [seconds].
 */
#include "proc.h"

enum { CHILDREN = 5 };

static volatile sig_atomic_t came;      /* how often SIGCHLD was caught */

/* SIGCHLD: count it. Signals do not queue, so 1 to 5 of them come. */
static void
sig_chld(int signo)
{
    (void)signo;
    came++;
}

/* Set the action of SIGCHLD. An error ends the program with status 1. */
static void
set_action(Sigfunc *handler, int flags)
{
    struct sigaction act;

    act.sa_handler = handler;
    act.sa_flags = flags;
    sigemptyset(&act.sa_mask);
    if (sigaction(SIGCHLD, &act, NULL) < 0)
        err_sys("sigaction");
}

/*
 * Return when child pid has ended. It does not reap: if the child becomes a
 * zombie, waitid finds it; otherwise waitid fails with ECHILD.
 */
static void
wait_for_end(pid_t pid)
{
    siginfo_t info;

    while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0
           && errno == EINTR)
        ;
}

/* Be a parent for ms milliseconds, then wait, and exit with status 0. */
static _Noreturn void
parent(const char *name, Sigfunc *handler, int flags, long ms)
{
    pid_t pid[CHILDREN];
    int i, reaped = 0;

    set_action(handler, flags);
    for (i = 0; i < CHILDREN; i++)
        if ((pid[i] = Fork()) == 0)
            _exit(0);
    for (i = 0; i < CHILDREN; i++)
        wait_for_end(pid[i]);
    pid_say("%s: five children have ended", name);
    pause_ms(ms);                       /* the parent does not wait */
    while (wait(NULL) > 0)
        reaped++;
    pid_say("%s: wait reaped %d, then %s", name, reaped, strerror(errno));
    if (handler == sig_chld)
        pid_say("%s: the handler ran %d times", name, (int)came);
    _exit(0);
}

/* Exits with 0 when the three parents have ended, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);

    if (Fork() == 0)
        parent("SIG_DFL", SIG_DFL, 0, ms);
    if (Fork() == 0)
        parent("SIG_IGN", SIG_IGN, 0, ms);
    if (Fork() == 0)
        parent("SA_NOCLDWAIT", sig_chld, SA_NOCLDWAIT, ms);
    while (wait(NULL) > 0)
        ;
    return 0;
}
