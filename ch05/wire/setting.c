/* setting: the kernel's settings, in /proc. */
#include "host.h"

#include <fcntl.h>          /* open */

/* Write text to a file of /proc. Returns 0, or -1 with errno. */
int
setting_put(const char *file, const char *text)
{
    int fd = open(file, O_WRONLY), error;
    ssize_t n;

    if (fd < 0)
        return -1;
    n = write(fd, text, strlen(text));
    error = errno;
    Close(fd);
    errno = error;
    return n < 0 ? -1 : 0;
}

/* Set /proc/sys/net/ipv4/NAME on both hosts. Returns 0, or -1 with errno. */
int
setting_ipv4(const char *name, const char *value)
{
    char file[256];
    int side, error = 0;

    snprintf(file, sizeof(file), "/proc/sys/net/ipv4/%s", name);
    for (side = CLIENT; side <= SERVER; side++) {
        host_enter(side);
        if (setting_put(file, value) < 0)
            error = errno;
        host_enter(CABLE);
    }
    errno = error;
    return error == 0 ? 0 : -1;
}
