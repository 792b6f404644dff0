/*
 * process: the server and its children, as /proc shows them (proc(5)), and what
 * has happened to them between two looks.
 */
#include "watch.h"

struct process server;
struct process *children;
size_t child_count;
long reaped;
struct sigchld sigchld;
static struct sigchld sigchld_before, sigchld_said;
static size_t room;             /* in children */
static int first_look;          /* at the children of a server */

/* --- looks --- */

/* Returns the index of the child with this pid, or child_count. */
static size_t
find(pid_t pid)
{
    size_t i;

    for (i = 0; i < child_count && children[i].now.pid != pid; i++)
        ;
    return i;
}

/* Forget that child. Those after it move up. */
static void
forget(size_t i)
{
    memmove(&children[i], &children[i + 1],
            (--child_count - i) * sizeof(*children));
}

/* Put new children into the table. Returns how many there are. */
static size_t
look_for_children(void)
{
    static pid_t *list;
    static size_t most;
    struct proc now;
    size_t i, n = 0, news = 0;

    do {
        list = grow(list, n, &most, sizeof(*list));
        n = proc_children(server.now.pid, list, most);
    } while (n == most);        /* there may be more */
    for (i = 0; i < n; i++) {
        if (find(list[i]) < child_count || !proc_read(&now, list[i]))
            continue;
        children = grow(children, child_count, &room, sizeof(*children));
        children[child_count++] = (struct process){ now, 0, now.parent };
        news++;
    }
    return news;
}

/* Returns 1 if it has ended since the last look: it is a zombie, or gone. */
static int
look_at(struct process *p)
{
    char before = p->now.state;
    struct proc now;

    if (!proc_read(&now, p->now.pid) || now.start != p->now.start
        || (now.state == 'Z' && server_ended(now.pid)))
        p->now.state = GONE;    /* its pid may belong to another process now */
    else
        p->now = now;
    return p->now.state != before
        && (p->now.state == GONE || p->now.state == 'Z');
}

/* The server comes last: it is the cause of what the children do. */
size_t
processes_look(void)
{
    size_t i, gone = 0, news = 0;

    if (server.now.pid != 0)
        news = look_for_children();
    for (i = 0; i < child_count; i++) {
        news += (size_t)look_at(&children[i]);
        gone += children[i].now.state == GONE;
    }
    if (gone > 0 && sigchld.pending)
        sigchld_look();         /* it was pending before they were reaped */
    if (server.now.pid != 0)
        news += (size_t)look_at(&server);
    return news;
}

int
server_is(pid_t pid)
{
    struct proc now;

    if (!proc_read(&now, pid))
        return 0;
    if (find(pid) < child_count)
        forget(find(pid));      /* a child that has kept the socket */
    server = (struct process){ now, 'R', now.parent };
    memset(&sigchld_said, 0, sizeof(sigchld_said));
    first_look = 1;
    sigchld_look();             /* what was seen of another server is old */
    processes_look();
    return 1;
}

/* Returns 1 if SIGCHLD is in that set of /proc/PID/status, otherwise 0. */
static int
is_in(const char *set, const char *text)
{
    const char *line = strstr(text, set);
    unsigned long long bits;

    return line != NULL && sscanf(line + strlen(set), " %llx", &bits) == 1
        && (bits >> (SIGCHLD - 1) & 1);
}

void
sigchld_look(void)
{
    char text[16384];

    memset(&sigchld, 0, sizeof(sigchld));
    if (server.now.pid == 0
        || proc_text(server.now.pid, "status", text, sizeof(text)) <= 0)
        return;
    sigchld.pending = is_in("\nSigPnd:", text) || is_in("\nShdPnd:", text);
    sigchld.blocked = is_in("\nSigBlk:", text);
    sigchld.ignored = is_in("\nSigIgn:", text);
    sigchld.caught = is_in("\nSigCgt:", text);
}

/* --- events --- */

int
server_lives(void)
{
    return server.now.pid != 0 && server.now.state != 'Z'
        && server.now.state != GONE;
}

/* Say it if the process was stopped, or continues. */
static void
tell_stop(const char *kind, const struct process *p)
{
    int stopped = p->now.state == 'T';

    if (p->now.state != 'Z' && p->now.state != GONE
        && stopped != (p->said == 'T'))
        event("%s %d %s", kind, (int)p->now.pid,
              stopped ? "is stopped" : "continues");
}

/* Say it if the process has ended. Its state is said then. */
static void
tell_end(const char *kind, struct process *p)
{
    if (p->said != 'Z' && (p->now.state == 'Z' || p->now.state == GONE))
        event("%s %d ends%s", kind, (int)p->now.pid,
              p->now.state == 'Z' ? ": it is a zombie" : "");
    p->said = p->now.state;
}

void
tell_server(void)
{
    if (server.now.pid == 0)
        return;
    tell_stop("server", &server);
    if (server_lives())
        server.said = server.now.state;
}

void
tell_children(void)
{
    struct process *p;

    for (p = children; p < children + child_count; p++) {
        if (p->said == 0)
            event("server %d %s child %d", (int)server.now.pid,
                  first_look ? "has" : "forks", (int)p->now.pid);
        tell_stop("child", p);
        tell_end("child", p);
    }
    first_look = 0;
}

/* A handler blocks its own signal, and SIGCHLD may be blocked for a moment: we
 * say only what two looks have found. */
void
tell_sigchld(void)
{
    if (sigchld.pending != sigchld_said.pending)
        event(sigchld.pending ? "SIGCHLD is pending for server %d"
              : "SIGCHLD is not pending any more for server %d",
              (int)server.now.pid);
    sigchld_said.pending = sigchld.pending;
    if (sigchld.blocked != sigchld_said.blocked
        && sigchld.blocked == sigchld_before.blocked) {
        event(sigchld.blocked ? "server %d blocks SIGCHLD"
              : "server %d does not block SIGCHLD any more",
              (int)server.now.pid);
        sigchld_said.blocked = sigchld.blocked;
    }
    sigchld_before = sigchld;
}

void
tell_server_end(void)
{
    if (server.now.pid == 0)
        return;
    tell_end("server", &server);
    if (server.now.state != GONE)
        return;
    event("no server");
    memset(&server, 0, sizeof(server));
    memset(&sigchld, 0, sizeof(sigchld));
    memset(&sigchld_said, 0, sizeof(sigchld_said));
}

void
tell_orphans(void)
{
    struct process *p;

    for (p = children; p < children + child_count; p++) {
        if (p->now.parent != p->parent)
            event("child %d is an orphan: its parent is now %d",
                  (int)p->now.pid, (int)p->now.parent);
        p->parent = p->now.parent;
    }
}

void
tell_reaped(void)
{
    size_t i = 0;

    while (i < child_count) {
        if (children[i].now.state != GONE) {
            i++;
            continue;
        }
        event("child %d is reaped", (int)children[i].now.pid);
        reaped++;
        forget(i);
    }
}

size_t
zombies(void)
{
    size_t i, n = 0;

    for (i = 0; i < child_count; i++)
        n += children[i].now.state == 'Z';
    return n;
}
