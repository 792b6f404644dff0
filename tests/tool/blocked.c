/*
 * blocked PROGRAM [ARGUMENT...]: start the program with SIGCHLD blocked, as a
 * parent does that has not unblocked it before exec.
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    sigset_t chld;

    set_progname(argv[0]);
    if (argc < 2)
        err_usage("PROGRAM [ARGUMENT...]", "which program?");
    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, NULL);
    execvp(argv[1], argv + 1);
    err_sys("%s", argv[1]);
}
