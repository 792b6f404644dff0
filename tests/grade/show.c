/* show: what comes on a connection, as text. */
#include "grade.h"

#include <poll.h>           /* POLLIN */

const char *
show(int fd, const char *line)
{
    static char shown[100];
    char bytes[61];
    size_t n = 0, len = (size_t)snprintf(shown, sizeof(shown), "%s\n", line);
    ssize_t got = 1;
    int wait = 0;               /* at first a silence, then a moment */

    if (line[0] != '\0' && send(fd, shown, len, MSG_NOSIGNAL) < 0) {
        snprintf(shown, sizeof(shown), "no connection: %s", strerror(errno));
        return shown;
    }
    while (got > 0 && n < sizeof(bytes) - 1 && wait_event(fd, POLLIN, wait)) {
        got = recv(fd, bytes + n, sizeof(bytes) - 1 - n, MSG_DONTWAIT);
        n += got > 0 ? (size_t)got : 0;
        wait = 100;
    }
    if (n > 0 && bytes[n - 1] == '\n')
        n--;
    printable_bytes(bytes, n);
    snprintf(shown, sizeof(shown), "%s%.*s%s%s", n > 0 ? "\"" : "nothing",
             (int)n, n > 0 ? bytes : "", n > 0 ? "\"" : "", got > 0 ? ""
             : got == 0 ? ", then a FIN" : ", then a RST");
    return shown;
}
