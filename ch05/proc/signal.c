/*
 * signal: a handler, and a sleep that a signal cuts short (UNP 5.8).
 *
 * Only here signal() is used, to show why the others use sigaction(): glibc's,
 * without _DEFAULT_SOURCE, has System V's semantics (the handler is reset to
 * the default before it runs), that of musl and BSD has BSD's (it stays). You
 * will see which. Ctrl-C ends a sleep early; otherwise an alarm does.
 */
#include "proc.h"

/*
 * SIGALRM or SIGINT: install this handler again. Without that the second
 * Ctrl-C ends the program under System V. A second signal that comes before
 * this line ends it all the same: that is what sigaction() mends.
 */
static void
caught(int signo)
{
    int saved = errno;
    int reset = signal(signo, caught) == SIG_DFL;

    sig_say(reset ? "pid %d parent %d: signal %d, handler was reset (System V)"
                  : "pid %d parent %d: signal %d, handler has stayed (BSD)",
            getpid(), getppid(), signo);
    errno = saved;
}

/* Three sleeps of [seconds], rounded up: sleep() knows no less. Exit 0. */
int
main(int argc, char **argv)
{
    unsigned int s = (unsigned int)((wait_arg(argc, argv, NULL) + 999) / 1000);
    int i;

    if (signal(SIGALRM, caught) == SIG_ERR || signal(SIGINT, caught) == SIG_ERR)
        err_sys("signal");
    for (i = 1; i <= 3; i++) {
        unsigned int left;

        alarm((s + 2) / 3);             /* after a third of the sleep */
        pid_say("sleep %d, of %u s", i, s);
        left = sleep(s);
        pid_say("sleep %d has ended, %u s left", i, left);
    }
    return 0;
}
