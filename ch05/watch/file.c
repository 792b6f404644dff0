/* file: a file in /proc, as text. */
#include "watch.h"

#include <fcntl.h>          /* open */

/*
 * Read /proc/PID/NAME into text, which then ends with '\0'. What does not fit
 * is cut off. Returns how many bytes there are, or -1 if the file cannot be
 * read; the reason is in errno, and text is empty.
 */
int
file_read(char *text, size_t size, int pid, const char *name)
{
    char path[64];
    size_t len = 0;
    ssize_t n = 0;
    int fd, saved;

    snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
    text[0] = '\0';
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    while (len < size - 1) {
        n = read(fd, text + len, size - 1 - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        len += (size_t)n;
    }
    saved = errno;
    Close(fd);
    errno = saved;
    text[len] = '\0';
    return n < 0 ? -1 : (int)len;
}
