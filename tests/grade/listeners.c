/* listeners: the listening TCP sockets, read from /proc/net (Linux). */
#include "unp.h"
#include "tree.h"

#define MOST 1024

static struct {
    unsigned port;
    unsigned long inode;
} found[MOST];
static int count;

/* Add those of one table, IPv4 or IPv6. */
static void
add_from(const char *path)
{
    FILE *table = fopen(path, "r");
    char line[512];
    unsigned port, state;

    if (table == NULL)
        return;
    while (count < MOST && fgets(line, sizeof(line), table) != NULL)
        if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x %*s %*s %*s"
                   " %*s %*s %lu", &port, &state, &found[count].inode) == 3
            && state == 10)
            found[count++].port = port;
    fclose(table);
}

/* Find the listening sockets. Returns how many they are. */
int
find_ports(void)
{
    count = 0;
    add_from("/proc/net/tcp");
    add_from("/proc/net/tcp6");
    return count;
}

/* Returns the port of that listening socket, or 0 if it is none. */
unsigned
port_of(unsigned long inode)
{
    int i;

    for (i = 0; i < count; i++)
        if (found[i].inode == inode)
            return found[i].port;
    return 0;
}
