/* grade-below: how long kill_below goes on, and what it does each time. */
#include "check.h"
#include "tests/grade/grade.h"

static long lasts;              /* ms until the child has ended */
static long waited, kills;

/* Takes the place of proc_tree: there is one process below us. */
static size_t
one_process(pid_t root, pid_t *list, size_t most)
{
    (void)root, (void)most;
    list[0] = 7;
    return 1;
}

/* Takes the place of kill. */
static int
count_kill(pid_t pid, int signo)
{
    kills += pid == 7 && signo == SIGKILL;
    return 0;
}

/* Takes the place of waitpid: the child ends, and then there is none. */
static pid_t
late_waitpid(pid_t pid, int *status, int flags)
{
    static int gone;

    (void)pid, (void)status, (void)flags;
    if (waited < lasts)
        return 0;
    return gone++ ? -1 : 7;
}

/* Takes the place of pause_ms. */
static void
count_pause(long ms)
{
    waited += ms;
}

#define proc_tree one_process
#define kill count_kill
#define waitpid late_waitpid
#define pause_ms count_pause
#include "../grade/below.c"

int
main(void)
{
    lasts = 900;
    kill_below();
    check_num("kill_below: it waits until all have ended: ms", 900, waited);
    check_num("kill_below: it kills what is there at each look", 451, kills);
    waited = 0;
    lasts = 5000;
    kill_below();
    check_num("kill_below: for at most a second: ms", 1000, waited);
    return 0;
}
