/*
 * faults.h: an accept, a fork and a close that first fail, once with each error
 * that FAULT_ACCEPT, FAULT_FORK or FAULT_CLOSE names, and then work.
 * tests/tool/faulty-*.c include it before the source of a server.
 */
#include "unp.h"
#include "errno_of.h"

/*
 * Set errno to the next error that the variable names; *used is how much of its
 * text is used up. Returns 0 if no error is left.
 */
static int
fault(const char *variable, int *used)
{
    const char *errors = getenv(variable);
    char name[20];
    int length;

    if (!errors || sscanf(errors + *used, "%19s%n", name, &length) != 1)
        return 0;
    *used += length;
    errno = errno_of(name);
    return 1;
}

static int
faulty_accept(int fd, struct sockaddr *addr, socklen_t *len)
{
    static int used;

    return fault("FAULT_ACCEPT", &used) ? -1 : accept(fd, addr, len);
}

static pid_t
faulty_fork(void)
{
    static int used;

    return fault("FAULT_FORK", &used) ? -1 : fork();
}

/* Like that of Linux, it closes fd even if it fails. */
static int
faulty_close(int fd)
{
    static int used;
    int result = close(fd);

    return fault("FAULT_CLOSE", &used) ? -1 : result;
}

#define accept  faulty_accept
#define fork    faulty_fork
#define close   faulty_close

#include "../../lib/wrapunix.c"     /* Close and Fork call these, too */
