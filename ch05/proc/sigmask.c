/*
 * sigmask: what a child inherits of its parent's signals (UNP 5.8).
 *
 * The parent blocks SIGCHLD, catches SIGUSR1 and ignores SIGUSR2. You will see
 * the same after fork. After exec SIGUSR1 has no handler any more, because its
 * code is gone; SIGCHLD is still blocked, and SIGUSR2 still ignored.
 */
#include "proc.h"

#define AFTER_EXEC "inherited"          /* the second argument after exec */

/* SIGUSR1: does nothing. */
static void
caught(int signo)
{
    (void)signo;
}

/* Returns what happens to signo when it comes. */
static const char *
action_of(int signo)
{
    struct sigaction act;

    if (sigaction(signo, NULL, &act) < 0)
        err_sys("sigaction");
    return act.sa_handler == SIG_DFL ? "default"
           : act.sa_handler == SIG_IGN ? "ignored" : "caught";
}

/* Print what this process has of the three signals. */
static void
say_all(const char *when)
{
    sigset_t mask;

    if (sigprocmask(SIG_SETMASK, NULL, &mask) < 0)
        err_sys("sigprocmask");
    pid_say("%s: CHLD %s, USR1 %s, USR2 %s", when,
            sigismember(&mask, SIGCHLD) ? "blocked" : "not blocked",
            action_of(SIGUSR1), action_of(SIGUSR2));
}

/* Set what a child inherits. An error ends the program with status 1. */
static void
set_all(void)
{
    sigset_t chld;

    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &chld, NULL) < 0)
        err_sys("sigprocmask");
    Signal(SIGUSR1, caught);
    Signal(SIGUSR2, SIG_IGN);
}

/* Exits with 0 when the child has ended, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, AFTER_EXEC);
    char seconds[32];

    if (argc > 2) {                     /* the child, after exec */
        say_all("after exec");
        pause_ms(ms);
        return 0;
    }
    set_all();
    say_all("parent");
    if (Fork() == 0) {                  /* child */
        say_all("after fork");
        snprintf(seconds, sizeof(seconds), "%ld.%03ld", ms / 1000, ms % 1000);
        execlp(argv[0], argv[0], seconds, AFTER_EXEC, (char *)NULL);
        err_sys("exec");
    }
    if (wait(NULL) < 0)
        err_sys("wait");
    return 0;
}
