/* proc-errno: the SIGCHLD handler of zombie-sig keeps errno. */
#include "../lib/check.h"

#define main program
#include "../../ch05/proc/zombie-sig.c"
#undef main
#include "../../ch05/proc/pid_say.c"
#include "../../ch05/proc/wait_arg.c"

/* No child has ended, so waitpid fails in the handler. */
int
main(void)
{
    (void)program;
    Signal(SIGCHLD, sig_chld);
    errno = ERANGE;
    raise(SIGCHLD);
    check_num("zombie-sig: its handler keeps errno", ERANGE, errno);
    return 0;
}
