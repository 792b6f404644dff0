/*
 * rusage: what a zombie still knows, and when its parent learns it (UNP 5.9).
 *
 * The first child uses 0.1 s of CPU time and exits. The parent learns its exit
 * status and its CPU time only with waitpid. The second child aborts; with the
 * argument "core" it may leave a core file. wait4 does the same in one call.
 */
#define _DEFAULT_SOURCE         /* WCOREDUMP, which POSIX does not have */
#include "proc.h"

#include <sys/resource.h>       /* getrusage, setrlimit */
#include <time.h>               /* clock: CPU time of this process */

/* Print the CPU time of all children that this process has waited for. */
static void
say_usage(const char *when)
{
    struct rusage used;

    if (getrusage(RUSAGE_CHILDREN, &used) < 0)
        err_sys("getrusage");
    pid_say("%s: CPU time of my children %ld ms", when,
            (long)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000
            + (long)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000);
}

/* Returns 1 if status says that there is a core file, otherwise 0. */
static int
has_core(int status)
{
#ifdef WCOREDUMP
    return WCOREDUMP(status) != 0;
#else
    (void)status;
    return 0;
#endif
}

/* Forbid a core file, or allow one of any size. An error ends the program. */
static void
allow_core(int allow)
{
    struct rlimit core;

    if (getrlimit(RLIMIT_CORE, &core) < 0)
        err_sys("getrlimit");
    core.rlim_cur = allow ? core.rlim_max : 0;
    if (setrlimit(RLIMIT_CORE, &core) < 0)
        err_sys("setrlimit");
}

/* Exits with 0 when no child is left, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, "core");
    siginfo_t info;
    int status;
    pid_t pid = Fork();

    if (pid == 0) {                     /* the first child */
        while (clock() < CLOCKS_PER_SEC / 10)
            ;
        _exit(7);
    }
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
        err_sys("waitid");
    say_usage("child is a zombie");
    pause_ms(ms);
    if (waitpid(pid, &status, 0) < 0)
        err_sys("waitpid");
    say_usage("after waitpid");

    pid = Fork();
    if (pid == 0) {                     /* the second child */
        allow_core(argc > 2);
        abort();                        /* SIGABRT */
    }
    if (waitpid(pid, &status, 0) < 0)
        err_sys("waitpid");
    pid_say("child %d was killed by signal %d, core file: %s", pid,
            WTERMSIG(status), has_core(status) ? "yes" : "no");
    return 0;
}
