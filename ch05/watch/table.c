/* table: /proc/net/tcp, the sockets of this host (proc_net_tcp(5)). */
#include "watch.h"

/* A line of the table is about our port: put it where it belongs. */
static void
use(const unsigned int *address, const unsigned int *port, struct end *end)
{
    unsigned int swapped[SIDES][SIDES];

    if (port[SERVER] == listener.port) {
        conn_put(SERVER, address, port, end);
    } else if (port[CLIENT] == listener.port) {
        swapped[0][CLIENT] = address[SERVER];
        swapped[0][SERVER] = address[CLIENT];
        swapped[1][CLIENT] = port[SERVER];
        swapped[1][SERVER] = port[CLIENT];
        conn_put(CLIENT, swapped[0], swapped[1], end);
    }
}

/*
 * Read the table. Call listens() for each socket that listens, and conn_put for
 * each end of a connection with our port. While the table changes, the kernel
 * may repeat lines: conn_put keeps one for each pair of addresses. Returns -1
 * if there is no table.
 */
int
table_read(void (*listens)(const struct listener *found))
{
    static char buffer[65536];
    char line[256], mine[8];
    /* local address and port are at SERVER, until use() knows better */
    unsigned int address[SIDES], port[SIDES];
    struct listener found;
    struct end end;
    FILE *fp = fopen("/proc/net/tcp", "re");

    if (fp == NULL)
        return -1;
    setvbuf(fp, buffer, _IOFBF, sizeof(buffer));
    snprintf(mine, sizeof(mine), ":%04X ", listener.port);
    while (fgets(line, sizeof(line), fp) != NULL) {
        if (listener.port != 0 && strstr(line, mine) == NULL)
            continue;               /* a fast look: most are not ours */
        if (sscanf(line, " %*d: %x:%x %x:%x %x %lx:%lx %x:%lx %*x %*u %*u %lu",
                   &address[SERVER], &port[SERVER], &address[CLIENT],
                   &port[CLIENT], &end.state, &end.sendq, &end.recvq,
                   &end.timer, &end.ticks, &found.inode) != 10)
            continue;               /* the title */
        if (end.state != LISTEN) {
            use(address, port, &end);
            continue;
        }
        found.address = address[SERVER];
        found.port = port[SERVER];
        found.queue = end.recvq;
        listens(&found);
    }
    fclose(fp);
    return 0;
}
