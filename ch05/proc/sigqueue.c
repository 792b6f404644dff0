/*
 * sigqueue: how many signals arrive if five are sent while the signal is
 * blocked (UNP 5.8)? An ordinary signal arrives once, a real-time signal five
 * times. server-v2 loses SIGCHLDs in this way.
 *
 * The signals are pending for [seconds]. On Linux, ShdPnd in /proc/PID/status
 * shows them.
 */
#include "proc.h"

#ifndef SIGRTMIN                /* macOS, OpenBSD: no real-time signals */
#define SIGRTMIN                0
#define sigqueue(pid, signo, v) (errno = ENOSYS, -1)
#endif

static volatile sig_atomic_t arrived;   /* how often the handler has run */

/* Count signal signo and print the value that was sent with it. */
static void
caught(int signo, siginfo_t *info, void *context)
{
    (void)context;
    arrived++;
    sig_say("pid %d parent %d: signal %d, value %d", getpid(), getppid(),
            signo, info->si_value.sival_int);
}

/* Install caught as the handler of signo. An error ends the program. */
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

/* Block signo, send it five times, wait ms, unblock it, and print the count. */
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
    sigprocmask(SIG_UNBLOCK, &set, NULL);   /* the handler runs now */
    pid_say("%s arrived %d of 5", name, (int)arrived);
}

/* Exits with status 0, or with 1 and a message on an error. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);

    five_of("SIGUSR1", SIGUSR1, ms);
    five_of("SIGRTMIN", SIGRTMIN, ms);
    return 0;
}
