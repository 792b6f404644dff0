/* err_retry: for a server that outlives a failed accept or fork. */
#include "unp.h"

/*
 * what names the system call that failed, errno says why. If the system has too
 * little of something just now (descriptors, processes, memory): message, a
 * pause of 100 ms, return, so that the caller can try again; without the pause
 * a full table would be asked 850,000 times a second. Any other error: message,
 * exit status 1.
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
