/* listeners: the listening TCP sockets, read from /proc/net (Linux). */
#include "unp.h"
#include "tree.h"

#define MOST 1024

static struct listener found[MOST];
static int count;

/*
 * Add those of one table, IPv4 or IPv6. They come first. To read on is slow:
 * the kernel then looks into all of a large table. A small buffer asks it for
 * one line at a time.
 */
static void
add_from(const char *path)
{
    FILE *table = fopen(path, "r");
    char line[512], buf[128];
    unsigned state = 10;

    if (table == NULL)
        return;
    setvbuf(table, buf, _IOFBF, sizeof(buf));
    while (count < MOST && state == 10
           && fgets(line, sizeof(line), table) != NULL) {
        struct listener *l = &found[count];

        if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x %*x:%x"
                   " %*s %*s %*s %*s %lu", &l->port, &state, &l->waiting,
                   &l->inode) == 4 && state == 10)
            count++;
    }
    fclose(table);
}

/* Find the listening sockets, for listener_of. */
void
find_listeners(void)
{
    count = 0;
    add_from("/proc/net/tcp");
    add_from("/proc/net/tcp6");
}

/* Returns the listening socket with that inode, or NULL. */
const struct listener *
listener_of(unsigned long inode)
{
    int i;

    for (i = 0; i < count; i++)
        if (found[i].inode == inode)
            return &found[i];
    return NULL;
}

/* Returns a port from 20000 to 31999 that no socket has, or 0. */
unsigned
free_port(unsigned number)
{
    struct sockaddr_in addr = { .sin_family = AF_INET };
    int fd, used, tries;

    for (tries = 0; tries < 12000; tries++, number += 37) {
        unsigned port = 20000 + number % 12000;

        addr.sin_port = htons((uint16_t)port);
        fd = Socket(AF_INET, SOCK_STREAM, 0);
        used = bind(fd, (struct sockaddr *)&addr, sizeof(addr)) < 0;
        close(fd);
        if (!used)
            return port;
    }
    return 0;
}
