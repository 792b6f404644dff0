/* listeners: the listening TCP sockets, read from /proc/net (Linux). */
#include "unp.h"
#include "tree.h"

#define MOST 1024

static struct listener found[MOST];
static int count;               /* so many are read */
static FILE *table;             /* the table that we read now, or NULL */
static int tables;              /* so many are read to the end */

/* Close the table that we read now. */
static void
close_table(void)
{
    if (table != NULL)
        fclose(table);
    table = NULL;
}

/* Forget what was read: the sockets may have changed. */
void
forget_listeners(void)
{
    close_table();
    count = tables = 0;
}

/*
 * Read the next listening socket, of IPv4 or IPv6. Returns 0 if there is none.
 * In a table they come first. To read on is slow: the kernel then looks into
 * all of a large table. The small buffer asks it for one line at a time.
 */
static int
read_next(void)
{
    static const char *const paths[] = { "/proc/net/tcp", "/proc/net/tcp6" };
    static char buf[128];
    struct listener *l = &found[count];
    char line[512];

    for (; tables < 2; tables++, close_table()) {
        unsigned state = 10;

        if (table == NULL && (table = fopen(paths[tables], "r")) != NULL)
            setvbuf(table, buf, _IOFBF, sizeof(buf));
        while (state == 10 && count < MOST && table != NULL
               && fgets(line, sizeof(line), table) != NULL)
            if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x %*x:%x"
                       " %*s %*s %*s %*s %lu", &l->port, &state, &l->waiting,
                       &l->inode) == 4 && state == 10)
                return ++count;
    }
    return 0;
}

/* Returns the listening socket with that inode, or NULL. */
const struct listener *
listener_of(unsigned long inode)
{
    int i = 0;

    do {
        for (; i < count; i++)
            if (found[i].inode == inode)
                return &found[i];
    } while (read_next());
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
