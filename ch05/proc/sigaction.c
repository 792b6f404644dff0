/*
 * sigaction: what a signal does to a read that is blocked (UNP 5.9).
 *
 * Without SA_RESTART the first read fails with EINTR. With SA_RESTART the
 * second read continues after the signal; a line from you or EOF ends it. You
 * send the signal with Ctrl-C; if you do not, an alarm does after [seconds].
 */
#include "proc.h"

/* Handle SIGINT or SIGALRM. sigaction keeps the handler installed. */
static void
caught(int signo)
{
    sig_say("pid %d parent %d: signal %d", getpid(), getppid(), signo);
}

/* Install caught for signo with flags. An error ends the program. */
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

/* Install the handler with flags, read from stdin, and say what it returns. */
static void
read_with(const char *name, int flags, unsigned int seconds)
{
    char line[MAXLINE];
    ssize_t n;

    install(SIGINT, flags);
    install(SIGALRM, flags);
    alarm(seconds);                     /* in whole seconds; 0: no alarm */
    pid_say("read starts, %s SA_RESTART", name);
    n = read(STDIN_FILENO, line, sizeof(line));
    if (n < 0)
        pid_say("read failed: %s", strerror(errno));
    else
        pid_say("read returned %ld bytes", (long)n);
}

/* Exits with 0 when both reads have ended, or with 1 and a message. */
int
main(int argc, char **argv)
{
    unsigned int s = (unsigned int)((wait_arg(argc, argv, NULL) + 999) / 1000);

    read_with("without", 0, s);
    read_with("with", SA_RESTART, s);
    return 0;
}
