/*
 * loop: what the loop of server-v3's handler costs, UNP 5.10. Some children end
 * one after the other, while LIVING others live. It prints how often waitpid is
 * called for each child that ends, and how much CPU time a call takes.
 *
 *   loop LIVING          waitpid(-1) in a loop, as in server-v3
 *   loop LIVING ignore   SIGCHLD is ignored: the kernel reaps
 */
#include "measure.h"

#include <time.h>           /* clock_gettime */

enum { ENDS = 200 };

static int hold[2];         /* a pipe: its end ends the children that live */

/* Returns the CPU time of this process in microseconds. */
static double
cpu_us(void)
{
    struct timespec t = { 0, 0 };

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* In a child that lives: wait for the end of the pipe. */
static _Noreturn void
live(void)
{
    char byte;

    close(hold[1]);
    while (read(hold[0], &byte, 1) < 0 && errno == EINTR)
        ;
    _exit(0);
}

/* A child ends: it is a zombie now. If SIGCHLD is ignored, nobody waits for the
 * end: by POSIX, that may last until all children have ended. */
static void
one_ends(int ignored)
{
    pid_t pid = Fork();
    siginfo_t info;

    if (pid == 0)
        _exit(0);
    if (!ignored && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
        err_sys("waitid");
}

/* The loop of server-v3. Returns how often it has called waitpid. */
static int
reap(void)
{
    int calls = 1;

    while (waitpid(-1, NULL, WNOHANG) > 0)
        calls++;
    return calls;
}

/* On bad arguments exit status 2; if there are too few processes, 1. */
int
main(int argc, char **argv)
{
    double took[ENDS], before;
    int living, i, ignored, calls = 0;

    set_progname(argv[0]);
    living = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
    ignored = argc > 2;
    if (living < 1)
        err_usage("LIVING [ignore]", "how many children live?");
    if (pipe(hold) < 0)
        err_sys("pipe");
    if (ignored)
        Signal(SIGCHLD, SIG_IGN);
    for (i = 0; i < living; i++)
        if (Fork() == 0)
            live();
    for (i = 0; i < ENDS; i++) {
        one_ends(ignored);
        before = cpu_us();
        calls += ignored ? 0 : reap();
        took[i] = cpu_us() - before;
    }
    printf("%d living: %.1f calls of waitpid for each, %.2f us\n", living,
           (double)calls / ENDS, ignored ? 0 : percentile(took, ENDS, 50));
    Close(hold[1]);
    while (wait(NULL) > 0 || errno == EINTR)
        ;
    return 0;
}
