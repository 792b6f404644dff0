/*
 * sigaction: what a signal does to a read that is blocked (UNP 5.9).
 *
 * First without SA_RESTART: the read fails with EINTR. Then with it: the read
 * goes on, and ends with a line from you or with EOF. The signal is your
 * Ctrl-C, or an alarm after [seconds].
 */
#include "proc.h"

/* SIGINT or SIGALRM. The handler stays; signo is blocked while it runs. */
static void
caught(int signo)
{
    sig_say("pid %d parent %d: signal %d", getpid(), getppid(), signo);
}

/* Install caught for signo with these flags. Error: exit 1. */
static void
install(int signo, int flags)
{
    struct sigaction act;

    act.sa_handler = caught;
    act.sa_flags = flags;
    sigemptyset(&act.sa_mask);
    if (sigaction(signo, &act, NULL) < 0)
        err_sys("sigaction");
}

/* Read from stdin with these flags in force, and say how it ended. */
static void
read_with(const char *name, int flags, unsigned int seconds)
{
    char line[MAXLINE];
    ssize_t n;

    install(SIGINT, flags);
    install(SIGALRM, flags);
    alarm(seconds);                     /* whole seconds; 0: none */
    pid_say("reads, %s SA_RESTART", name);
    n = read(STDIN_FILENO, line, sizeof(line));
    if (n < 0)
        pid_say("read failed: %s", strerror(errno));
    else
        pid_say("read returned %ld bytes", (long)n);
}

/* Exit status 0 when both reads have ended; an error is exit 1. */
int
main(int argc, char **argv)
{
    unsigned int s = (unsigned int)((wait_arg(argc, argv, NULL) + 999) / 1000);

    read_with("without", 0, s);
    read_with("with", SA_RESTART, s);
    return 0;
}
