/* keeps_errno.h: test that a handler keeps errno. Its PROGRAM is included. */
#include "check.h"

/* No child has ended, so waitpid fails in the handler. */
int
main(void)
{
    (void)program;              /* the main of PROGRAM */
    Signal(SIGCHLD, sig_chld);
    errno = ERANGE;
    raise(SIGCHLD);
    check_num(PROGRAM ": its handler keeps errno", ERANGE, errno);
    return 0;
}
