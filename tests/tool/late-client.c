/*
 * late-client: it waits for 6 s in state D, as a process does that waits for
 * the disk; then it becomes client-v1. On Linux the parent is in state D until
 * the child of vfork ends.
 */
#define _DEFAULT_SOURCE     /* vfork */
#include "unp.h"

int
main(int argc, char **argv)
{
    pid_t pid;

    set_progname(argv[0]);
    if (argc != 3)
        err_usage("address port", "two arguments");
    if ((pid = vfork()) < 0)
        err_sys("vfork");
    if (pid == 0) {
        pause_ms(6000);
        _exit(0);
    }
    execv("ch05/client-v1", argv);
    err_sys("exec");
}
