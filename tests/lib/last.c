/* lib-last: sig_say with a number at its end, and after write has failed. */
#include "child.h"

#include <limits.h>         /* INT_MIN */

static int calls;               /* how often sig_say has called write */

/* Takes the place of write in sig_say: a signal interrupts the first call. */
static ssize_t
interrupted_write(int fd, const void *buf, size_t n)
{
    if (calls++ > 0)
        return write(fd, buf, n);
    errno = EINTR;
    return -1;
}

#define write interrupted_write
#include "../../lib/sig_say.c"
#undef write

/* The longest text that has room for a number, and the longest number. */
static void
say_a_last_number(void)
{
    char longest[300];

    memset(longest, 'x', 241);
    strcpy(longest + 241, "%d");
    sig_say(longest, INT_MIN);
    _exit(calls);
}

int
main(void)
{
    char said[400], want[20];

    check_num("sig_say: it writes again after EINTR", 2,
              run_child(say_a_last_number, said, sizeof(said)));
    snprintf(want, sizeof(want), "x%d\n", INT_MIN);
    check_mem("sig_say: the number at the end is whole", want, said + 240,
              strlen(want) + 1);
    return 0;
}
