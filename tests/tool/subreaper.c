/*
 * subreaper PROGRAM [ARGUMENT...]: run the program, adopt its orphans, and wait
 * for all of them (Linux). So a test does not depend on the machine's init,
 * which may reap orphans late or, in a container, never.
 * Exit status: that of the program, or 128 plus the signal that killed it.
 */
#include "unp.h"

#ifdef __linux__
#include <sys/prctl.h>      /* prctl */
#endif

/* From now on this process adopts its orphans. An error ends the program. */
static void
become_subreaper(void)
{
#ifdef PR_SET_CHILD_SUBREAPER
    if (prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) < 0)
        err_sys("prctl");
#else
    err_quit("not on this system");
#endif
}

int
main(int argc, char **argv)
{
    int status, result = 1;
    pid_t program, pid;

    set_progname(argv[0]);
    if (argc < 2)
        err_usage("PROGRAM [ARGUMENT...]", "which program?");
    become_subreaper();
    program = Fork();
    if (program == 0) {
        execvp(argv[1], argv + 1);
        err_ret("%s", argv[1]);
        _exit(127);
    }
    while ((pid = wait(&status)) > 0)
        if (pid == program)
            result = WIFEXITED(status) ? WEXITSTATUS(status)
                                       : 128 + WTERMSIG(status);
    return result;
}
