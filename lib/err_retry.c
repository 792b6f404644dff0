/* err_retry: what a server does when accept or fork fails (UNP 5.9, 5.11). */
#include "unp.h"

/*
 * `what` is the system call that has failed; errno is the reason. If the system
 * is out of descriptors, processes or memory, print a message, wait 100 ms and
 * return: the caller can try again. Without the wait the caller would try
 * 850,000 times a second. On any other error: message, exit status 1.
 */
void
err_retry(const char *what)
{
    if (errno != EMFILE && errno != ENFILE && errno != ENOBUFS
        && errno != ENOMEM && errno != EAGAIN)
        err_sys("%s", what);
    err_ret("%s", what);
    pause_ms(100);
}
