/* read_record: records of a fixed size from a connection (UNP 5.18). */
#include "data.h"

/*
 * Read a record of n bytes. Returns 1, or 0 if EOF comes before the first byte.
 * On an error, or if EOF comes inside the record: prints a message, returns -1.
 */
int
read_record(int fd, void *buf, size_t n)
{
    ssize_t got = readn(fd, buf, n);

    if (got < 0) {
        err_ret("read");
    } else if (got > 0 && (size_t)got < n) {
        errno = 0;              /* no system call has failed */
        err_ret("connection ended after %zd of %zu bytes of a record", got, n);
        got = -1;
    }
    return got < 0 ? -1 : got > 0;
}
