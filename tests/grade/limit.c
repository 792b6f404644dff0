/*
 * limit files|processes PID NUMBER...: change the limit of processes that run
 * (Linux). NUMBER is the new limit of the PID before it. For each PID it prints
 * a line: PID and the limit that it had before.
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

/* Change the limit of that process, and print the old one. */
static void
change(pid_t pid, int what, unsigned long number)
{
    struct rlimit limit = { 0, 0 };
    unsigned long old;

    become_user_of(pid);
    if (prlimit(pid, what, NULL, &limit) < 0)
        err_sys("prlimit");
    old = (unsigned long)limit.rlim_cur;
    limit.rlim_cur = (rlim_t)number;
    if (prlimit(pid, what, &limit, NULL) < 0)
        err_sys("prlimit");
    printf("%d %lu\n", (int)pid, old);
}

/* Exits with 0 when all are changed; otherwise with 1 or 2 and a message. */
int
main(int argc, char **argv)
{
    int what = argc > 1 && strcmp(argv[1], "files") == 0 ? RLIMIT_NOFILE
                                                         : RLIMIT_NPROC;
    int i;

    set_progname(argv[0]);
    if (argc < 4 || argc % 2 != 0 || strtol(argv[2], NULL, 10) <= 0)
        err_usage("files|processes PID NUMBER...", "which process?");
    for (i = 2; i < argc; i += 2)
        change((pid_t)strtol(argv[i], NULL, 10), what,
               strtoul(argv[i + 1], NULL, 10));
    return 0;
}
