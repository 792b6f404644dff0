/*
 * default-signals PROGRAM [ARGUMENT...]: run it so that SIGINT, SIGQUIT and
 * SIGHUP have their default action. A shell lets what it starts in the
 * background ignore the first two, nohup the third, and a shell script cannot
 * trap a signal that was ignored at its start.
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    if (argc < 2)
        err_quit("usage: default-signals PROGRAM [ARGUMENT...]");
    Signal(SIGINT, SIG_DFL);
    Signal(SIGQUIT, SIG_DFL);
    Signal(SIGHUP, SIG_DFL);
    execvp(argv[1], argv + 1);
    err_sys("%s", argv[1]);
}
