/*
 * readn: read on a stream socket may return less than was asked for, because
 * no more has come yet. That is no error and no EOF (UNP 3.9).
 */
#include "unp.h"

/*
 * Read n bytes. Returns n, or less if EOF came first, or -1 with errno.
 * EINTR is retried.
 */
ssize_t
readn(int fd, void *buf, size_t n)
{
    size_t got = 0;

    while (got < n) {
        ssize_t r = read(fd, (char *)buf + got, n - got);

        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return -1;
        if (r == 0)
            break;
        got += (size_t)r;
    }
    return (ssize_t)got;
}

/* As readn, but an error is a message and exit status 1. */
ssize_t
Readn(int fd, void *buf, size_t n)
{
    ssize_t got = readn(fd, buf, n);

    if (got < 0)
        err_sys("read");
    return got;
}
