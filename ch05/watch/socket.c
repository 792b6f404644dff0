/*
 * socket: the socket that listens, whose it is, and the connections, each with
 * its two ends, from /proc/net/tcp (proc_net_tcp(5)).
 */
#include "watch.h"

#include <dirent.h>         /* opendir, readdir */

#define MOST 1000

/* As in RFC 9293, in the order of Linux's <net/tcp_states.h>. */
static const char *const names[] = {
    "CLOSED", "ESTABLISHED", "SYN_SENT", "SYN_RCVD", "FIN_WAIT1", "FIN_WAIT2",
    "TIME_WAIT", "CLOSED", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING",
    "SYN_RCVD"
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* Returns the state of that end; "-" if it was never on this machine. */
const char *
conn_state(const struct conn *c, int side)
{
    unsigned int state = c->end[side].state;

    return !c->seen[side] ? "-" : state < NAMES ? names[state] : "?";
}

/* Say the states of both ends, if they are not what was said last. */
static void
conn_say(struct conn *c)
{
    if (c->end[CLIENT].state == c->said[CLIENT]
        && c->end[SERVER].state == c->said[SERVER])
        return;
    event("connection %u: client %s, server %s", c->port[CLIENT],
          conn_state(c, CLIENT), conn_state(c, SERVER));
    c->said[CLIENT] = c->end[CLIENT].state;
    c->said[SERVER] = c->end[SERVER].state;
}

/* Returns the address of the socket that listens. */
const char *
listener_address(void)
{
    static char text[INET_ADDRSTRLEN];
    struct in_addr address = { .s_addr = listener.address };

    inet_ntop(AF_INET, &address, text, sizeof(text));
    return text;
}

/* Write a time into text: tenths of a second, or seconds, minutes or hours. */
static void
time_text(char *text, size_t size, long tenths)
{
    if (tenths < 100)
        snprintf(text, size, "%ld.%lds", tenths / 10, tenths % 10);
    else if (tenths < 6000)
        snprintf(text, size, "%lds", tenths / 10);
    else if (tenths < 36000)
        snprintf(text, size, "%ldm", tenths / 600);
    else
        snprintf(text, size, "%ldh", tenths / 36000);
}

/* Write what the timer of that end will do, and when, into text. */
void
timer_text(char *text, size_t size, const struct end *end)
{
    /* as in /proc/net/tcp: none, retransmission, keepalive, end of TIME_WAIT
     * or FIN_WAIT2, probe of a closed window */
    static const char *const kind[] = { "", "retr", "keep", "ends", "probe" };
    char when[32];
    long tenths = (long)(end->ticks * 10 / (unsigned long)sysconf(_SC_CLK_TCK));

    text[0] = '\0';
    if (end->state == 0 || end->timer == 0 || end->timer > 4)
        return;
    time_text(when, sizeof(when), tenths);
    snprintf(text, size, "%s %s", kind[end->timer], when);
}

int conns_left_out;
static struct conn conns[MOST];
static int count;

/* Returns connection `number`, the first is 0; NULL if there is none. */
struct conn *
conn_number(int number)
{
    return number >= 0 && number < count ? &conns[number] : NULL;
}

/* Before the table is read: no end is there. */
static void
clear(void)
{
    int i;

    conns_left_out = 0;
    for (i = 0; i < count; i++)
        conns[i].end[CLIENT].state = conns[i].end[SERVER].state = 0;
}

/* The table has this end of the connection with these addresses and ports. */
static void
conn_put(int side, const unsigned int *address, const unsigned int *port,
         const struct end *end)
{
    struct conn *c = conns;

    while (c < conns + count
           && (memcmp(c->address, address, sizeof(c->address)) != 0
               || memcmp(c->port, port, sizeof(c->port)) != 0))
        c++;
    if (c == conns + MOST) {
        conns_left_out++;
        return;
    }
    if (c == conns + count) {
        count++;
        memset(c, 0, sizeof(*c));
        memcpy(c->address, address, sizeof(c->address));
        memcpy(c->port, port, sizeof(c->port));
    }
    c->end[side] = *end;
    c->seen[side] = 1;
}

/* Returns how many ends are missing that were there at the last look. */
static int
missing(void)
{
    int i, side, n = 0;

    for (i = 0; i < count; i++)
        for (side = CLIENT; side <= SERVER; side++)
            n += conns[i].end[side].state == 0 && conns[i].said[side] != 0;
    return n;
}

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
static int
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

/*
 * Look at all connections, say what has changed, forget those that are closed.
 * While the table changes, a line may be missing from it: then read it twice.
 */
static void
conns_look(void (*listens)(const struct listener *found))
{
    int i, kept = 0;

    clear();
    if (table_read(listens) == 0 && missing() > 0)
        table_read(listens);
    for (i = 0; i < count; i++) {
        conn_say(&conns[i]);
        if (conns[i].end[CLIENT].state != 0 || conns[i].end[SERVER].state != 0)
            conns[kept++] = conns[i];
    }
    count = kept;
}

struct listener listener;
static struct listener latest;  /* what the last look has found */
static pid_t wanted;            /* the process that should listen, or 0 */

/* True if the process has a descriptor of the socket with this inode. */
static int
has(pid_t pid, unsigned long inode)
{
    char path[300], link[64], want[64];
    struct dirent *entry;
    int len, found = 0;
    DIR *dir;

    snprintf(want, sizeof(want), "socket:[%lu]", inode);
    snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
    dir = opendir(path);
    if (dir == NULL)
        return 0;
    while (!found && (entry = readdir(dir)) != NULL) {
        snprintf(path, sizeof(path), "/proc/%d/fd/%s", (int)pid,
                 entry->d_name);
        len = (int)readlink(path, link, sizeof(link) - 1);
        link[len > 0 ? len : 0] = '\0';
        found = strcmp(link, want) == 0;
    }
    closedir(dir);
    return found;
}

/* Returns the process that has the socket; 0 if we may not see which it is. If
 * children have it too, then it is the parent. */
static pid_t
owner(unsigned long inode)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    struct stat_line stat;
    pid_t pid, found = 0;

    if (dir == NULL)
        return 0;
    while (found == 0 && (entry = readdir(dir)) != NULL) {
        pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && has(pid, inode))
            found = pid;
    }
    closedir(dir);
    for (pid = found; pid > 1 && has(pid, inode); pid = stat.parent) {
        stat_read(&stat, pid);
        found = pid;
    }
    return found;
}

/* A socket listens: is it ours? If several are, then the one we know. */
static void
check(const struct listener *found)
{
    if (wanted != 0 ? !has(wanted, found->inode) : found->port != listener.port)
        return;
    if (latest.inode == 0 || found->inode == listener.inode)
        latest = *found;
}

/*
 * Look at the sockets. If another socket listens than before, or another
 * process, then that is the server from here on. With pid, only that process
 * may be it. Returns 0 if no socket listens.
 */
int
sockets_look(pid_t pid)
{
    memset(&latest, 0, sizeof(latest));
    wanted = pid;
    conns_look(check);
    listener.queue = latest.queue;
    if (latest.inode == 0 || (server != 0 && latest.inode == listener.inode))
        return latest.inode != 0;
    pid = pid != 0 ? pid : owner(latest.inode);
    if (pid == 0)
        return -1;
    listener = latest;
    server_set(pid);
    return 1;
}
