/* lib-signal: what Signal and Signal_intr install; pause_ms with signals. */
#include "child.h"

#include <time.h>           /* clock_gettime */

/* Check with sigaction what install (one of these two) has installed. */
static void
test_install(const char *name, Sigfunc *(*install)(int, Sigfunc *),
             int flags)
{
    struct sigaction act;
    char text[100];
    int signo, blocked = 0;

    install(SIGUSR2, SIG_DFL);
    snprintf(text, sizeof(text), "%s: returns the former handler", name);
    check_num(text, 1, install(SIGUSR2, on_usr1) == SIG_DFL
                       && install(SIGUSR2, on_usr1) == on_usr1);
    sigaction(SIGUSR2, NULL, &act);
    snprintf(text, sizeof(text), "%s: its sa_flags", name);
    check_num(text, flags, act.sa_flags
                     & (int)(SA_RESTART | SA_RESETHAND | SA_NODEFER));
    for (signo = 1; signo < 32; signo++)
        blocked += sigismember(&act.sa_mask, signo) == 1;
    snprintf(text, sizeof(text), "%s: signals that sa_mask blocks", name);
    check_num(text, 0, blocked);
}

/* Send a signal every 10 ms until the parent is gone or kills this peer. */
static void
many_signals(int fd, pid_t parent)
{
    (void)fd;
    while (kill(parent, SIGUSR1) == 0)
        pause_ms(10);
}

int
main(void)
{
    struct timespec start, end;
    pid_t pid;
    long ms;

    test_install("Signal", Signal, SA_RESTART);
    test_install("Signal_intr", Signal_intr, 0);

    Signal_intr(SIGUSR1, on_usr1);
    peer(many_signals, &pid);
    do {                        /* until a signal arrives during the pause */
        signals = 0;
        clock_gettime(CLOCK_MONOTONIC, &start);
        pause_ms(100);
        clock_gettime(CLOCK_MONOTONIC, &end);
    } while (signals == 0);
    kill(pid, SIGKILL);
    ms = (end.tv_sec - start.tv_sec) * 1000
         + (end.tv_nsec - start.tv_nsec) / 1000000;
    check_num("pause_ms: signals do not shorten it", 1, ms >= 99);
    return 0;
}
