/*
 * deaf PROGRAM [ARGUMENT...]: start the program with SIGCHLD blocked and
 * ignored, and with SIGTERM blocked, as a careless parent does.
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    sigset_t set;

    set_progname(argv[0]);
    if (argc < 2)
        err_usage("PROGRAM [ARGUMENT...]", "which program?");
    Signal(SIGCHLD, SIG_IGN);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    execvp(argv[1], argv + 1);
    err_sys("%s", argv[1]);
}
