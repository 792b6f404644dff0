/* tables: what the kernel of each host says of its sockets and its traffic. */
#include "host.h"

#include <fcntl.h>          /* open */

static int table[2][TABLES] = { { -1, -1, -1 }, { -1, -1, -1 } };

/* This process is on the host `side`: open its tables. They stay its own. */
void
tables_open(enum side side)
{
    static const char *const names[TABLES] = { "tcp", "snmp", "dev" };
    char file[64];
    int i;

    for (i = 0; i < TABLES; i++) {
        if (table[side][i] >= 0)
            Close(table[side][i]);
        snprintf(file, sizeof(file), "/proc/self/net/%s", names[i]);
        table[side][i] = open(file, O_RDONLY | O_CLOEXEC);
        if (table[side][i] < 0)
            err_sys("%s", file);
    }
}

/* Read a table into text, which ends with '\0'. The text can be cut. */
void
table_read(enum side side, enum table which, char *text, size_t size)
{
    int fd = table[side][which];
    size_t len = 0;
    ssize_t n;

    if (lseek(fd, 0, SEEK_SET) < 0)
        err_sys("lseek");
    while (len < size - 1 && (n = read(fd, text + len, size - 1 - len)) != 0) {
        if (n < 0 && errno != EINTR)
            err_sys("read");
        len += n > 0 ? (size_t)n : 0;
    }
    text[len] = '\0';
}

/* Returns the TCP segments that the host has received: InSegs, the tenth. */
static long
received(enum side side)
{
    char text[8192], *tcp;
    long n = 0;

    table_read(side, SNMP, text, sizeof(text));
    tcp = strstr(text, "\nTcp: ");                  /* the names */
    tcp = tcp != NULL ? strstr(tcp + 1, "\nTcp: ") : NULL;
    if (tcp != NULL)
        sscanf(tcp, " Tcp: %*d %*d %*d %*d %*d %*d %*d %*d %*d %ld", &n);
    return n;
}

/* Returns the frames that the host has sent: on the line of eth0, the tenth. */
static long
sent(enum side side)
{
    char text[4096], *eth0;
    long n = 0;

    table_read(side, DEV, text, sizeof(text));
    eth0 = strstr(text, "eth0:");
    if (eth0 != NULL)
        sscanf(eth0, "eth0: %*d %*d %*d %*d %*d %*d %*d %*d %*d %ld", &n);
    return n;
}

/* True if a frame is on its way inside a host: we have not read all that it
 * has sent, or it has not received all that we have given it. */
int
tables_busy(enum side side)
{
    return sent(side) != cable_frames[side]
        || received(side) != cable_segments[side];
}
