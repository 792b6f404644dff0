/*
 * faults.h: accept and fork that first fail, once in each way that a server is
 * to outlive, and then do their work. To be included before its source.
 */
#include "unp.h"

/* The next of the count errors to errno; returns 0 when there is none left. */
static int
fault(const int *errors, size_t count, size_t *next)
{
    if (*next == count)
        return 0;
    errno = errors[(*next)++];
    return 1;
}

static int
faulty_accept(int fd, struct sockaddr *addr, socklen_t *len)
{
    static const int errors[] = {
        EINTR, ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM
    };
    static size_t next;

    if (fault(errors, sizeof(errors) / sizeof(errors[0]), &next))
        return -1;
    return accept(fd, addr, len);
}

static pid_t
faulty_fork(void)
{
    static const int errors[] = { EAGAIN, ENOMEM };
    static size_t next;

    if (fault(errors, sizeof(errors) / sizeof(errors[0]), &next))
        return -1;
    return fork();
}

#define accept  faulty_accept
#define fork    faulty_fork
