/*
 * sigaction: what a signal does to a call that is blocked (UNP 5.9).
 *
 * Without SA_RESTART the first read fails with EINTR. With SA_RESTART the
 * second read continues after the signal; a line from you or EOF ends it. The
 * poll fails with EINTR although SA_RESTART is set. You send the signals with
 * Ctrl-C; if you do not, an alarm does after [seconds].
 */
#include "proc.h"

#include <poll.h>           /* poll */

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

/* Install the handler for both signals; the alarm comes after seconds. */
static void
install_both(int flags, unsigned int seconds)
{
    install(SIGINT, flags);
    install(SIGALRM, flags);
    alarm(seconds);                     /* in whole seconds; 0: no alarm */
}

/* Read from stdin, and print what read returns. */
static void
read_once(void)
{
    char line[MAXLINE];
    ssize_t n = read(STDIN_FILENO, line, sizeof(line));

    if (n < 0)
        pid_say("read failed: %s", strerror(errno));
    else
        pid_say("read returned %ld bytes", (long)n);
}

/* Wait with poll until stdin can be read, and print what poll returns. */
static void
poll_once(void)
{
    struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
    int n = poll(&in, 1, -1);           /* -1: no time limit */

    if (n < 0)
        pid_say("poll failed: %s", strerror(errno));
    else
        pid_say("poll returned %d", n);
}

/* Exits with 0 when all three calls have ended, or with 1 and a message. */
int
main(int argc, char **argv)
{
    unsigned int s = (unsigned int)((wait_arg(argc, argv, NULL) + 999) / 1000);

    install_both(0, s);
    pid_say("read starts, without SA_RESTART");
    read_once();
    install_both(SA_RESTART, s);
    pid_say("read starts, with SA_RESTART");
    read_once();
    alarm(s);
    pid_say("poll starts, with SA_RESTART");
    poll_once();
    return 0;
}
