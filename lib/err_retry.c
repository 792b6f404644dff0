/* err_retry: a server goes on after a failed accept or fork (UNP 5.9, 5.11). */
#include "unp.h"

/*
 * `what` is the system call that has failed; errno is the reason. If the system
 * is out of descriptors, processes or memory, print a message, wait 100 ms and
 * return: the caller can try again. Without the wait the caller would try
 * 850,000 times a second. On any other error print a message and exit with
 * status 1.
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
