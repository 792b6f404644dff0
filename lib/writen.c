/*
 * writen: write on a stream socket may take fewer bytes than it was given (UNP
 * 3.9). That happens if the descriptor is nonblocking and the kernel's buffer
 * is nearly full, or if a signal arrives after some bytes.
 */
#include "unp.h"

/*
 * Write all n bytes. Returns n, or -1 with errno; an unknown number of bytes
 * has then been written. After EINTR it writes again. It does not handle
 * SIGPIPE.
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

/* The same as writen, but an error ends the program with status 1. */
void
Writen(int fd, const void *buf, size_t n)
{
    if (writen(fd, buf, n) < 0)
        err_sys("write");
}
