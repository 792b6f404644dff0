/*
 * zombie-sig: no zombie remains while the parent works (UNP 5.9).
 *
 * A SIGCHLD handler reaps the three children, as in server-v3. It also ends the
 * parent's sleep early, so the parent sleeps again for the rest. With the
 * argument "ignore" the program has no handler and ignores SIGCHLD; then the
 * kernel keeps nothing of a child. In both cases wait fails at the end.
 */
#include "proc.h"

#include <time.h>           /* nanosleep */

/* Handle SIGCHLD: reap every child that has ended. errno stays as it was. */
static void
sig_chld(int signo)
{
    int saved = errno;
    pid_t pid;

    (void)signo;
    /* waitpid returns 0 if the other children still run. */
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        sig_say("pid %d parent %d: child %d terminated", getpid(), getppid(),
                pid);
    errno = saved;
}

/* Sleep for ms milliseconds, however many signals are handled meanwhile. */
static void
work(long ms)
{
    struct timespec rest = {
        .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L
    };

    pid_say("parent works");
    while (nanosleep(&rest, &rest) < 0) {   /* SA_RESTART does not help here */
        if (errno != EINTR)
            err_sys("nanosleep");
        pid_say("nanosleep failed: %s, %ld ms left", strerror(errno),
                (long)rest.tv_sec * 1000 + rest.tv_nsec / 1000000);
    }
    pid_say("parent's work is done");
}

/*
 * The children run for [seconds], the parent twice as long. Exits with status
 * 0, or with 1 and a message on an error.
 */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, "ignore");
    int i;

    Signal(SIGCHLD, argc > 2 ? SIG_IGN : sig_chld); /* before the first fork */
    for (i = 0; i < 3; i++)
        if (Fork() == 0) {              /* child */
            pid_say("child starts");
            pause_ms(ms);
            _exit(0);
        }
    work(2 * ms);
    while (wait(NULL) > 0)              /* no child is left: it fails */
        ;
    pid_say("wait: %s", strerror(errno));
    return 0;
}
