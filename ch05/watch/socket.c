/*
 * socket: who listens on the port, and the connections, each with its two
 * sides, from /proc/net/tcp and tcp6 (proc_net_tcp(5)).
 */
#include "watch.h"

#include <dirent.h>         /* opendir, readdir */

/* A line of the table about our port. It begins like a struct conn. */
struct line {
    struct place at[SIDES];
    int side;
    struct sock sock;
};

unsigned int port;
struct sock listener;
struct conn *conns;
size_t conn_count;
static size_t conn_room;
static struct line *lines;
static size_t line_count, line_room;
static struct sock *listeners;      /* on our port */
static size_t listener_count, listener_room;

/* --- the table --- */

/* For qsort and bsearch: two connections, or lines of them. */
static int
by_place(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct place[SIDES]));
}

/* Returns the address and port of that side, seen from the socket. */
static struct place
place_of(const struct sock *s, int side)
{
    struct place p = { { 0, 0, htonl(0xffff), s->address[side] },
                       s->port[side] };

    if (s->v6)
        memcpy(p.address, s->address6[side], sizeof(p.address));
    return p;
}

/* The table has this socket: keep it if it is about our port. */
static void
use(const struct sock *s)
{
    struct line *line;
    int side = s->port[LOCAL] == port ? SERVER : CLIENT;

    if (s->state == LISTEN && (port == 0 || side == SERVER)) {
        listeners = grow(listeners, listener_count, &listener_room,
                         sizeof(*listeners));
        listeners[listener_count++] = *s;
    } else if (s->state != LISTEN && port != 0
               && (side == SERVER || s->port[REMOTE] == port)) {
        lines = grow(lines, line_count, &line_room, sizeof(*lines));
        line = &lines[line_count++];
        line->at[side] = place_of(s, LOCAL);
        line->at[!side] = place_of(s, REMOTE);
        line->side = side;
        line->sock = *s;
    }
}

/* Read one of the two tables; one that this system does not have is empty. If
 * it cannot be read for another reason: a message, exit status 1. */
static void
read_table(const char *path)
{
    static char buffer[65536];
    char text[512], mine[16];
    struct sock s;
    int saved;
    FILE *fp = fopen(path, "re");

    if (fp == NULL && errno != ENOENT) {
        saved = errno;
        screen_close();         /* or the message goes with our screen */
        errno = saved;
        err_sys("%s", path);
    }
    if (fp == NULL)
        return;
    setvbuf(fp, buffer, _IOFBF, sizeof(buffer));
    snprintf(mine, sizeof(mine), ":%04X ", port);
    while (fgets(text, sizeof(text), fp) != NULL)
        /* a fast look first: most lines are not ours */
        if ((port == 0 || strstr(text, mine) != NULL) && sock_parse(&s, text))
            use(&s);
    fclose(fp);
}

/* --- the connections --- */

/* True if that place must be on this machine: it is 127.x.y.z, or it has the
 * same address as the other side. */
static int
is_here(const struct place *p, const struct place *other)
{
    return memcmp(p->address, other->address, sizeof(p->address)) == 0
        || (p->address[2] == htonl(0xffff)
            && ntohl(p->address[3]) >> 24 == 127);
}

/* Returns a new connection, for this line. */
static struct conn *
add_conn(const struct line *line)
{
    struct conn *c;

    conns = grow(conns, conn_count, &conn_room, sizeof(*conns));
    c = &conns[conn_count++];
    memset(c, 0, sizeof(*c));
    memcpy(c->at, line->at, sizeof(c->at));
    c->here[CLIENT] = is_here(&c->at[CLIENT], &c->at[SERVER]);
    c->here[SERVER] = is_here(&c->at[SERVER], &c->at[CLIENT]);
    return c;
}

/* Put the lines together to connections, and forget the lines. */
static void
join_lines(void)
{
    size_t i, old = conn_count;
    struct conn *c;

    lines = grow(lines, line_count, &line_room, sizeof(*lines));
    conns = grow(conns, conn_count, &conn_room, sizeof(*conns));
    qsort(lines, line_count, sizeof(*lines), by_place);
    for (i = 0; i < line_count; i++) {
        c = bsearch(&lines[i], conns, old, sizeof(*conns), by_place);
        if (c == NULL && conn_count > old
            && by_place(&lines[i], &conns[conn_count - 1]) == 0)
            c = &conns[conn_count - 1];
        if (c == NULL)
            c = add_conn(&lines[i]);
        c->side[lines[i].side] = lines[i].sock;
        c->here[lines[i].side] = 1;
    }
    qsort(conns, conn_count, sizeof(*conns), by_place);
    line_count = 0;
}

/* Returns how many sides are missing: they were there at the last look, or
 * should be on this machine, because the other side is in use. */
static int
missing(void)
{
    int side, n = 0;
    size_t i;

    for (i = 0; i < conn_count; i++)
        for (side = CLIENT; side <= SERVER; side++)
            n += conns[i].side[side].state == 0 && (conns[i].said[side] != 0
                || (conns[i].here[side]
                    && conns[i].side[!side].state == ESTABLISHED));
    return n;
}

/*
 * Look at all connections. While the table changes, a line may be missing from
 * it, or be there twice. Then look twice, also at the tcp6 of clients that have
 * an IPv6 socket for an IPv4 address.
 */
static void
look_at_table(void)
{
    size_t i;

    for (i = 0; i < conn_count; i++)
        conns[i].side[CLIENT].state = conns[i].side[SERVER].state = 0;
    listener_count = 0;
    read_table("/proc/net/tcp");
    if (listener_count == 0 || listener.v6 || port == 0)
        read_table("/proc/net/tcp6");
    join_lines();
    if (missing() > 0) {
        read_table("/proc/net/tcp");
        read_table("/proc/net/tcp6");
        join_lines();
    }
}

/* --- who listens --- */

/* True if the process has a descriptor of the socket with this inode. */
static int
has(pid_t pid, unsigned long inode)
{
    static struct proc_fd *fds;
    static size_t room;
    int i, n;

    while ((n = proc_fds(pid, fds, (int)room)) > (int)room)
        fds = grow(fds, (size_t)n, &room, sizeof(*fds));
    for (i = 0; i < n && fds[i].socket != inode; i++)
        ;
    return i < n;
}

/* Returns the first process on this machine that has the socket, or 0. */
static pid_t
search(unsigned long inode)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    pid_t pid, found = 0;

    while (dir != NULL && found == 0 && (entry = readdir(dir)) != NULL) {
        pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && has(pid, inode))
            found = pid;
    }
    if (dir != NULL)
        closedir(dir);
    return found;
}

/* Returns the process that has the socket, or 0. If children have it too, then
 * it is the parent. With root: it is that one, or one below it. */
static pid_t
owner(unsigned long inode, pid_t root)
{
    pid_t list[1000], pid, found = 0;
    struct proc p;
    size_t i, n;

    if (root == 0) {
        for (pid = search(inode); pid > 1 && has(pid, inode); pid = p.parent) {
            found = pid;
            proc_read(&p, pid);
        }
        return found;
    }
    if (has(root, inode))
        return root;
    n = proc_tree(root, list, sizeof(list) / sizeof(list[0]));
    for (i = 0; i < n && found == 0; i++)
        if (has(list[i], inode))
            found = list[i];
    return found;
}

pid_t
sockets_look(pid_t root)
{
    static int has_begun;
    size_t i;
    pid_t pid = 0;

    look_at_table();
    for (i = 0; !has_begun && i < conn_count; i++)
        conns[i].old = conn_over(&conns[i]);
    has_begun = 1;
    for (i = 0; i < listener_count; i++)
        if (listeners[i].inode == listener.inode && server_lives()) {
            listener = listeners[i];
            return 0;
        }
    for (i = 0; i < listener_count && pid == 0; i++)
        if ((pid = owner(listeners[i].inode, root)) != 0)
            listener = listeners[i];
    if (pid == 0)
        listener.state = 0;
    else
        port = listener.port[LOCAL];
    return pid != 0 || listener_count == 0 || root != 0 ? pid : -1;
}

/* --- what has changed --- */

int
conn_over(const struct conn *c)
{
    return (c->side[CLIENT].state == 0 && c->side[SERVER].state == TIME_WAIT)
        || (c->side[SERVER].state == 0 && c->side[CLIENT].state == TIME_WAIT);
}

const char *
conn_state(const struct conn *c, int side)
{
    return c->side[side].state != 0 ? sock_state(c->side[side].state)
        : c->here[side] ? "CLOSED" : "-";
}

/* True if the table has a side of the connection. */
static int
is_there(const struct conn *c)
{
    return c->side[CLIENT].state != 0 || c->side[SERVER].state != 0;
}

/* True if no side of the connection has begun to close it. */
static int
is_open(const struct conn *c)
{
    return c->side[CLIENT].state <= SYN_RCVD
        && c->side[SERVER].state <= SYN_RCVD;
}

/* Say the states of both sides, if they are not what was said last. */
static void
tell(struct conn *c)
{
    unsigned int client = c->side[CLIENT].state, s = c->side[SERVER].state;

    if (is_there(c) && !conn_over(c))
        c->old = 0;                 /* a new one with the same port */
    if (!c->old && (client != c->said[CLIENT] || s != c->said[SERVER]))
        event("connection %u: client %s, server %s", c->at[CLIENT].port,
              conn_state(c, CLIENT), conn_state(c, SERVER));
    c->said[CLIENT] = client;
    c->said[SERVER] = s;
}

void
tell_opened(void)
{
    size_t i, old = 0;

    for (i = 0; i < conn_count; i++) {
        if (is_there(&conns[i]) && is_open(&conns[i]))
            tell(&conns[i]);
        old += conns[i].old && conns[i].said[CLIENT] == 0
            && conns[i].said[SERVER] == 0;
    }
    if (old > 0)
        event("TIME_WAITs of earlier connections: %zu", old);
}

void
tell_conns(void)
{
    size_t i, kept = 0;

    for (i = 0; i < conn_count; i++) {
        tell(&conns[i]);
        if (is_there(&conns[i]))
            conns[kept++] = conns[i];
    }
    conn_count = kept;
}
