/*
 * readn: read on a stream socket may return fewer bytes than it was asked for,
 * because the others have not arrived. That is no error and no EOF (UNP 3.9).
 */
#include "unp.h"

/*
 * Read n bytes. Returns n, fewer if EOF comes first, or -1 with errno. After
 * EINTR it reads again.
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

/* The same as readn, but an error ends the program with status 1. */
ssize_t
Readn(int fd, void *buf, size_t n)
{
    ssize_t got = readn(fd, buf, n);

    if (got < 0)
        err_sys("read");
    return got;
}
