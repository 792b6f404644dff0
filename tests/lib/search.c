/* lib-search: proc_children where the kernel has no lists of children. */
#ifdef __linux__
#define _DEFAULT_SOURCE     /* syscall, in lib/proc.c */
#endif
#include "check.h"
#include "../../lib/proc.h"

/* Takes the place of fopen: there is no file /proc/PID/task/TID/children. */
static FILE *
no_list(const char *path, const char *mode)
{
    (void)path;
    (void)mode;
    return NULL;
}

#define fopen   no_list
#undef _DEFAULT_SOURCE          /* proc.c defines it, too */
#include "../../lib/proc.c"
#undef fopen

int
main(void)
{
    pid_t child, list[8] = { 0 };
    int before;

    if (access("/proc/self/stat", R_OK) < 0)
        return 0;               /* not Linux: there is no process to see */
    before = proc_fds(getpid(), NULL, 0);
    check_num("no list, no child", 0, (long)proc_children(getpid(), list, 8));
    child = Fork();
    while (child == 0)
        pause();
    check_num("no list, one child", 1, (long)proc_children(getpid(), list, 8));
    check_num("it is this one", 1, list[0] == child);
    check_num("no room for it", 0, (long)proc_children(getpid(), list, 0));
    check_num("all that was opened is closed", before,
              proc_fds(getpid(), NULL, 0));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}
