/* data-errno: the SIGCHLD handler of half-close-client keeps errno. */
#include "../lib/check.h"

#define main program
#include "../../ch05/data/half-close-client.c"
#undef main

/* No child has ended, so waitpid fails in the handler. */
int
main(void)
{
    (void)program;
    Signal(SIGCHLD, sig_chld);
    errno = ERANGE;
    raise(SIGCHLD);
    check_num("half-close-client: its handler keeps errno", ERANGE, errno);
    return 0;
}
