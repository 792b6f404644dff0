/* show: what comes on a connection, as text. */
#include "grade.h"

#include <poll.h>           /* POLLIN */

static char bytes[ECHOBUF];     /* what came last */
static size_t n;

/* Write the bytes as C does, such as \n and \0; if they are many, not all. */
static void
write_text(char *text, size_t size)
{
    static const char special[] = "\n\r\t", names[] = "nrt0";
    size_t i, at = 0;
    const char *found;

    for (i = 0; i < n && at + 6 < size; i++) {
        if (i > 1 && memcmp(bytes + i - 2, "\0\0", 3) == 0)
            break;                      /* the rest of a buffer */
        found = memchr(special, bytes[i], sizeof(special));     /* a NUL, too */
        if (found != NULL) {
            text[at++] = '\\';
            text[at++] = names[found - special];
        } else {
            text[at] = bytes[i];
            printable_bytes(text + at++, 1);
        }
    }
    snprintf(text + at, size - at, "%s", i < n ? "..." : "");
}

const char *
show(int fd, const char *line)
{
    static char shown[100];
    char text[71] = "nothing";
    size_t len = (size_t)snprintf(shown, sizeof(shown), "%s\n", line);
    ssize_t got = 1;
    int wait = 0;               /* at first a silence, then a moment */

    if (line[0] != '\0' && send(fd, shown, len, MSG_NOSIGNAL) < 0) {
        snprintf(shown, sizeof(shown), "no connection: %s", strerror(errno));
        return shown;
    }
    n = 0;
    while (got > 0 && n < sizeof(bytes) && wait_event(fd, POLLIN, wait)) {
        got = recv(fd, bytes + n, sizeof(bytes) - n, MSG_DONTWAIT);
        n += got > 0 ? (size_t)got : 0;
        wait = 100;
    }
    if (n > 0)
        write_text(text, sizeof(text));
    snprintf(shown, sizeof(shown), n > 0 ? "\"%s\"%s" : "%s%s", text,
             got > 0 ? "" : got == 0 ? ", then a FIN" : ", then a RST");
    return shown;
}

const char *
mirror(int fd)
{
    return send(fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)n
        ? "ok" : "not all: it is not sent back";
}
