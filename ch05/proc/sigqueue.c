/*
 * sigqueue: five signals sent while blocked arrive as one; five real-time
 * signals arrive as five. The lesson of server-v2, without a server (UNP 5.8).
 *
 * They are pending for [seconds]: on Linux, see ShdPnd in /proc/PID/status.
 */
#include "proc.h"

static volatile sig_atomic_t arrived;   /* since the last unblocking */

/* A signal has arrived; info->si_value is what came with it. */
static void
caught(int signo, siginfo_t *info, void *context)
{
    (void)context;
    arrived++;
    sig_say("pid %d parent %d: signal %d, value %d", getpid(), getppid(),
            signo, info->si_value.sival_int);
}

/* Have caught called for signo. Error: exit 1. */
static void
install(int signo)
{
    struct sigaction act;

    act.sa_sigaction = caught;          /* the handler with three arguments */
    act.sa_flags = SA_SIGINFO;
    sigemptyset(&act.sa_mask);
    if (sigaction(signo, &act, NULL) < 0)
        err_sys("sigaction");
}

/* Send signo five times while it is blocked, wait ms, and let them come. */
static void
five_of(const char *name, int signo, long ms)
{
    sigset_t set;
    int i;

    install(signo);
    sigemptyset(&set);
    sigaddset(&set, signo);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (i = 1; i <= 5; i++)
        if (sigqueue(getpid(), signo, (union sigval){ .sival_int = i }) < 0)
            err_sys("sigqueue");
    pid_say("%s sent 5 times, pending", name);
    pause_ms(ms);
    arrived = 0;
    sigprocmask(SIG_UNBLOCK, &set, NULL);   /* the handler runs in here */
    pid_say("%s arrived %d of 5", name, (int)arrived);
}

/* Exit status 0; an error is a message and exit 1. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);

    five_of("SIGUSR1", SIGUSR1, ms);
    five_of("SIGRTMIN", SIGRTMIN, ms);
    return 0;
}
