/*
 * late-client: it waits for 6 s in state D, as a process does that waits for
 * the disk; then it becomes client-v1. On Linux the parent is in state D until
 * the child of vfork ends.
 */
#ifdef __linux__
#define _DEFAULT_SOURCE     /* vfork */
#endif
#include "unp.h"

/* In state D for 6 s. On other systems asleep: vfork is deprecated there. */
static void
wait_so(void)
{
#ifdef __linux__
    pid_t pid = vfork();

    if (pid < 0)
        err_sys("vfork");
    if (pid == 0) {
        pause_ms(6000);
        _exit(0);
    }
#else
    pause_ms(6000);
#endif
}

int
main(int argc, char **argv)
{
    set_progname(argv[0]);
    if (argc != 3)
        err_usage("address port", "two arguments");
    wait_so();
    execv("ch05/client-v1", argv);
    err_sys("exec");
}
