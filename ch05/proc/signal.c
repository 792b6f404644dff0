/*
 * signal: a handler runs, and the signal ends a sleep early (UNP 5.8).
 *
 * Only this program uses signal(). It shows why the others use sigaction(): in
 * glibc without _DEFAULT_SOURCE, signal() resets the action to the default
 * before the handler runs (System V); in musl and BSD the handler stays
 * installed. The program prints which. Ctrl-C or an alarm ends each sleep.
 */
#include "proc.h"

/*
 * Handle SIGALRM or SIGINT, and install this handler again. Without that, the
 * second Ctrl-C ends the program under System V. A signal that arrives before
 * the handler is installed again ends it anyway. sigaction() has no such gap.
 */
static void
caught(int signo)
{
    int saved = errno;
    int reset = signal(signo, caught) == SIG_DFL;

    sig_say(reset ? "pid %d parent %d: signal %d, handler was reset (System V)"
                  : "pid %d parent %d: signal %d, handler still set (BSD)",
            getpid(), getppid(), signo);
    errno = saved;
}

/*
 * Sleep three times for [seconds], rounded up because sleep() takes whole
 * seconds. Exits with status 0, or with 1 and a message on an error.
 */
int
main(int argc, char **argv)
{
    unsigned int s = (unsigned int)((wait_arg(argc, argv, NULL) + 999) / 1000);
    int i;

    if (signal(SIGALRM, caught) == SIG_ERR || signal(SIGINT, caught) == SIG_ERR)
        err_sys("signal");
    for (i = 1; i <= 3; i++) {
        unsigned int left;

        alarm((s + 2) / 3);             /* comes after a third of the sleep */
        pid_say("sleep %d starts, for %u s", i, s);
        left = sleep(s);
        pid_say("sleep %d has ended, %u s left", i, left);
    }
    return 0;
}
