/*
 * faults.h: an accept and a fork that first fail once with each error that a
 * server should survive, and then work. Include it before the server's source.
 */
#include "unp.h"

/* Set errno to the next of the count errors. Returns 0 if none is left. */
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
