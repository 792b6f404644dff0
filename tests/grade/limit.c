/*
 * limit files|processes PID NUMBER: change the limit of a process that runs
 * (Linux). It prints the limit that the process had before.
 */
#define _GNU_SOURCE             /* prlimit */
#include "unp.h"

#include <sys/resource.h>   /* prlimit, RLIMIT_NOFILE, RLIMIT_NPROC */
#include <sys/stat.h>       /* stat */

#ifndef __linux__
#define prlimit(pid, what, new, old)    (errno = ENOSYS, (what) * 0 - 1)
#endif

/* Become the user of that process: root need not have the right to do it. */
static void
become_user_of(pid_t pid)
{
    char path[64];
    struct stat owner;

    snprintf(path, sizeof(path), "/proc/%d", (int)pid);
    if (stat(path, &owner) < 0)
        err_sys("%s", path);
    if (owner.st_uid != geteuid()
        && (setgid(owner.st_gid) < 0 || setuid(owner.st_uid) < 0))
        err_sys("setuid");
}

int
main(int argc, char **argv)
{
    struct rlimit now = { 0, 0 }, new;
    int what = argc == 4 && strcmp(argv[1], "files") == 0 ? RLIMIT_NOFILE
                                                          : RLIMIT_NPROC;
    pid_t pid = argc == 4 ? (pid_t)strtol(argv[2], NULL, 10) : 0;

    set_progname(argv[0]);
    if (pid <= 0)
        err_usage("files|processes PID NUMBER", "which process?");
    become_user_of(pid);
    if (prlimit(pid, what, NULL, &now) < 0)
        err_sys("prlimit");
    new = now;
    new.rlim_cur = (rlim_t)strtoul(argv[3], NULL, 10);
    if (prlimit(pid, what, &new, NULL) < 0)
        err_sys("prlimit");
    printf("%lu\n", (unsigned long)now.rlim_cur);
    return 0;
}
