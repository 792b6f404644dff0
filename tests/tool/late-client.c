/*
 * late-client: client-v1, which first waits for 6 s in state D, as a process
 * does that waits for the disk. Linux shows D while the child of vfork sleeps.
 */
#define _DEFAULT_SOURCE     /* vfork */
#include "unp.h"

int
main(int argc, char **argv)
{
    set_progname(argv[0]);
    if (argc != 3)
        err_usage("address port", "two arguments");
    if (vfork() == 0) {
        pause_ms(6000);
        _exit(0);
    }
    execv("ch05/client-v1", argv);
    err_sys("exec");
}
