/*
 * shaky-poll: poll-client whose read, write and poll fail with EINTR or EAGAIN
 * every other time, as a call may after a signal.
 */
#include "unp.h"

#include <poll.h>           /* poll */

/* Returns 1 every other time, with errno set to EINTR and EAGAIN in turn. */
static int
shake(void)
{
    static int calls;

    if (calls++ % 2 == 0)
        return 0;
    errno = calls % 4 == 0 ? EINTR : EAGAIN;
    return 1;
}

static ssize_t
shaky_read(int fd, void *buf, size_t n)
{
    return shake() ? -1 : read(fd, buf, n);
}

static ssize_t
shaky_write(int fd, const void *buf, size_t n)
{
    return shake() ? -1 : write(fd, buf, n);
}

static int
shaky_poll(struct pollfd *fds, nfds_t count, int ms)
{
    static int calls;

    if (calls++ % 2 == 0)
        return poll(fds, count, ms);
    errno = EINTR;
    return -1;
}

#define read    shaky_read
#define write   shaky_write
#define poll    shaky_poll
#include "../../ch05/fail/poll-client.c"
