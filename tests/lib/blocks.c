/* lib-blocks: how many bytes str_echo and readline ask read for, and EINTR. */
#include "check.h"

#include <fcntl.h>          /* open */

enum { WAITING = 1 << 16 };     /* bytes that are there to be read */

static size_t left;             /* how many of them are still unread */
static int reads, writes;       /* how many calls were not interrupted */

/* Returns 1 for the first of two calls, with errno set to EINTR. */
static int
interrupt(void)
{
    static int calls;

    errno = EINTR;
    return calls++ % 2 == 0;
}

/* Takes the place of read: a signal comes first, then all that is wanted. */
static ssize_t
ready_read(int fd, void *buf, size_t n)
{
    (void)fd;
    if (interrupt())
        return -1;
    if (n > left)
        n = left;
    reads += n > 0;
    left -= n;
    memset(buf, 'x', n);
    return (ssize_t)n;
}

/* Takes the place of write: a signal comes first, then 10000 bytes fit. */
static ssize_t
short_write(int fd, const void *buf, size_t n)
{
    if (interrupt())
        return -1;
    writes++;
    return write(fd, buf, n < 10000 ? n : 10000);
}

#define read    ready_read
#define write   short_write
#include "../../lib/str_echo.c"
#include "../../lib/readline.c"
#include "../../lib/writen.c"
#undef read
#undef write

int
main(void)
{
    static char line[2 * WAITING];
    struct linebuf lb;

    left = WAITING;
    str_echo(open("/dev/null", O_WRONLY));
    check_num("str_echo: it asks for 64 KiB at once", 1, reads);
    check_num("str_echo: after a short write it writes the rest", 7, writes);

    left = WAITING;
    reads = 0;
    linebuf_init(&lb, 0);
    check_num("readline: a line without newline, up to EOF", WAITING,
              (long)readline(&lb, line, sizeof(line)));
    check_num("readline: it asks for 16 KiB at once", 4, reads);
    return 0;
}
