/* proc-order: zombie says that its child has ended only when it has. */
#include "../lib/child.h"

/* The child is slow, so that a parent that does not wait for it is first. */
static pid_t
slow_fork(void)
{
    pid_t pid = Fork();

    if (pid == 0)
        pause_ms(200);
    return pid;
}

#define main program
#define Fork slow_fork
#include "../../ch05/proc/zombie.c"
#undef Fork
#undef main
#include "../../ch05/proc/pid_say.c"
#include "../../ch05/proc/wait_arg.c"

static void
run_zombie(void)
{
    char name[] = "zombie", seconds[] = "0";
    char *argv[3] = { name, seconds, NULL };

    _exit(program(2, argv));
}

int
main(void)
{
    char said[400];
    const char *child, *parent;

    check_num("zombie, with a slow child", 0,
              run_child(run_zombie, said, sizeof(said)));
    child = strstr(said, "child exits with status 7");
    parent = strstr(said, "has ended, parent is busy");
    check_num("zombie: the child's line comes first", 1,
              child != NULL && parent != NULL && child < parent);
    return 0;
}
