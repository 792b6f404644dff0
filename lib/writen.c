/*
 * writen: write on a stream may take less than it was given, because the
 * kernel's buffer is full or a signal came (UNP 3.9).
 */
#include "unp.h"

/*
 * Write all n bytes. Returns n, or -1 with errno: then an unknown part has
 * been written. EINTR is retried. SIGPIPE is the caller's affair.
 */
ssize_t
writen(int fd, const void *buf, size_t n)
{
    size_t done = 0;

    while (done < n) {
        ssize_t w = write(fd, (const char *)buf + done, n - done);

        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return -1;
        done += (size_t)w;
    }
    return (ssize_t)done;
}

/* As writen, but an error is a message and exit status 1. */
void
Writen(int fd, const void *buf, size_t n)
{
    if (writen(fd, buf, n) < 0)
        err_sys("write");
}
