/* err_retry: a server goes on after a failed accept or fork (UNP 5.9, 5.11). */
#include "unp.h"

/*
 * `what` is the system call that has failed; errno is the reason. An error of
 * the call itself (such as EBADF) would come again for ever: print a message
 * and exit with status 1. Any other error is of one connection, or the system
 * is out of descriptors, processes or memory: print a message, wait 100 ms and
 * return, so that the caller can try again. Without the wait the caller would
 * try 850,000 times a second.
 */
void
err_retry(const char *what)
{
    if (errno == EBADF || errno == EFAULT || errno == EINVAL
        || errno == ENOTSOCK || errno == ENOSYS)
        err_sys("%s", what);
    err_ret("%s", what);
    pause_ms(100);
}
