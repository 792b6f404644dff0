/* err_retry: a server goes on after a failed accept or fork (UNP 5.9, 5.11). */
#include "unp.h"

/*
 * `what` is the call that has failed; errno is the reason. Print a message. If
 * the call itself is wrong (such as EBADF), exit with status 1. Otherwise one
 * connection has failed, or no descriptor, process or memory is left: wait
 * 100 ms and return, so that the caller can try again. Without the wait the
 * caller would try 850,000 times a second.
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
