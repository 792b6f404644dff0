/*
 * process: the server and its children, as /proc shows them (proc(5)), and what
 * has changed in them.
 *
 * A pidfd (Linux 5.3) is a descriptor of a process, not only of a child. poll
 * returns POLLIN once the process is a zombie; new kernels also POLLHUP once it
 * was reaped. Where there is no pidfd, the next look at /proc finds the same.
 */
#define _GNU_SOURCE         /* syscall */
#include "watch.h"

#include <dirent.h>         /* opendir, readdir */
#include <fcntl.h>          /* open */
#include <poll.h>           /* struct pollfd */
#ifdef __linux__
#include <sys/syscall.h>    /* SYS_pidfd_open */
#endif

#define MOST 1000

static struct process processes[MOST];
static int count;

/*
 * Read /proc/PID/NAME into text, which then ends with '\0'. What does not fit
 * is cut off. Returns how many bytes there are, or -1 if the file cannot be
 * read; the reason is in errno, and text is empty.
 */
int
file_read(char *text, size_t size, int pid, const char *name)
{
    char path[64];
    size_t len = 0;
    ssize_t n = 0;
    int fd, saved;

    snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
    text[0] = '\0';
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    while (len < size - 1) {
        n = read(fd, text + len, size - 1 - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        len += (size_t)n;
    }
    saved = errno;
    Close(fd);
    errno = saved;
    text[len] = '\0';
    return n < 0 ? -1 : (int)len;
}

/* Read /proc/PID/stat. Without such a process, the state is GONE. */
void
stat_read(struct stat_line *to, pid_t pid)
{
    char text[1024], *name, *end;
    int parent;

    memset(to, 0, sizeof(*to));
    to->state = GONE;
    if (file_read(text, sizeof(text), pid, "stat") < 0)
        return;
    name = strchr(text, '(');       /* PID (NAME) STATE PARENT ... */
    end = strrchr(text, ')');
    if (name == NULL || end == NULL)
        return;
    *end = '\0';
    snprintf(to->name, sizeof(to->name), "%s", name + 1);
    if (sscanf(end + 1, " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u"
               " %*d %*d %*d %*d %*d %*d %llu", &to->state, &parent,
               &to->start) != 3)
        to->state = GONE;
    to->parent = parent;
}

/* Returns how many seconds ago that was: `start` as in struct stat_line. */
long
stat_age(unsigned long long start)
{
    char text[64];
    double uptime = 0;
    FILE *fp = fopen("/proc/uptime", "re");

    if (fp != NULL) {
        if (fgets(text, sizeof(text), fp) != NULL)
            uptime = strtod(text, NULL);
        fclose(fp);
    }
    return (long)(uptime - (double)start / (double)sysconf(_SC_CLK_TCK));
}

/* Returns how many descriptors are open; -1 if we may not know it. */
int
stat_descriptors(pid_t pid)
{
    char path[32];
    DIR *dir;
    int n = -2;                     /* "." and ".." */

    snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
    dir = opendir(path);
    if (dir == NULL)
        return -1;
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n;
}

/* For kernels without /proc/PID/task/PID/children: look at each process. */
static void
search(pid_t pid, void (*found)(pid_t child))
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    struct stat_line stat;

    if (dir == NULL)
        return;
    while ((entry = readdir(dir)) != NULL) {
        pid_t child = (pid_t)strtol(entry->d_name, NULL, 10);

        if (child <= 0)
            continue;
        stat_read(&stat, child);
        if (stat.state != GONE && stat.parent == pid)
            found(child);
    }
    closedir(dir);
}

/* Call found(child) for each child of this process, also for a zombie. */
static void
stat_children(pid_t pid, void (*found)(pid_t child))
{
    static char text[65536];
    char name[32], *p = text, *end;
    long child;

    snprintf(name, sizeof(name), "task/%d/children", (int)pid);
    if (file_read(text, sizeof(text), pid, name) < 0) {
        if (errno == ENOENT)
            search(pid, found);
        return;
    }
    /* A space follows each pid. Without one, the pid may be cut off. */
    while (child = strtol(p, &end, 10), end > p && *end == ' ') {
        found((pid_t)child);
        p = end;
    }
}

static int pidfds;          /* of pidfds that are open */

/* Returns a pidfd, or -1 if there can be none, or if there are enough. */
static int
pidfd_open(pid_t pid)
{
    int fd = -1;

#ifdef SYS_pidfd_open
    if (pidfds < PIDFDS)
        fd = (int)syscall(SYS_pidfd_open, pid, 0);
#else
    (void)pid;
#endif
    pidfds += fd >= 0;
    return fd;
}

/* This process needs no pidfd any more. */
static void
pidfd_close(struct process *p)
{
    if (p->pidfd < 0)
        return;
    Close(p->pidfd);
    p->pidfd = -1;
    pidfds--;
}

/* Returns process `number`, the first is 0; NULL if there is none. */
struct process *
process_number(int number)
{
    return number >= 0 && number < count ? &processes[number] : NULL;
}

/* Returns the process with this pid, or NULL. */
struct process *
process_find(pid_t pid)
{
    int i;

    for (i = 0; i < count; i++)
        if (processes[i].pid == pid)
            return &processes[i];
    return NULL;
}

/* Put a process into the table: last, or first if it is the server. Returns
 * NULL if the table is full, or if there is no such process any more. */
static struct process *
process_add(pid_t pid, int is_child)
{
    struct process *p = &processes[is_child ? count : 0];
    struct stat_line stat;

    stat_read(&stat, pid);
    if (count == MOST || stat.state == GONE)
        return NULL;
    if (!is_child)
        memmove(p + 1, p, (size_t)count * sizeof(*p));
    count++;
    p->pid = pid;
    p->is_child = is_child;
    p->stat = stat;
    p->stat.state = 'R';            /* the next look says what it is now */
    p->pidfd = pidfd_open(pid);
    return p;
}

/* Take it out of the table. The processes behind it move up. */
static void
process_remove(struct process *p)
{
    struct process *end = &processes[count];

    pidfd_close(p);
    memmove(p, p + 1, (size_t)(end - p - 1) * sizeof(*p));
    count--;
}

/* Returns how many children are zombies, or how many are not. */
int
process_count(int zombies)
{
    int i, n = 0;

    for (i = 0; i < count; i++)
        n += processes[i].is_child
            && (processes[i].stat.state == 'Z') == (zombies != 0);
    return n;
}

struct sigchld sigchld;
static struct sigchld said;

/* Returns 1 if SIGCHLD is in that set of /proc/PID/status, otherwise 0. */
static int
is_in(const char *set, const char *text)
{
    const char *line = strstr(text, set);
    unsigned long long bits;

    return line != NULL && sscanf(line + strlen(set), " %llx", &bits) == 1
        && (bits >> (SIGCHLD - 1) & 1);
}

/* Say it if SIGCHLD has become pending, or has become blocked. A handler blocks
 * its own signal: we say only what two looks have found. */
static void
say_changes(const struct sigchld *now)
{
    if (now->pending != said.pending)
        event(now->pending ? "SIGCHLD is pending for server %d"
                           : "SIGCHLD is not pending any more for server %d",
              (int)server);
    said.pending = now->pending;
    if (now->blocked != said.blocked && now->blocked == sigchld.blocked) {
        event(now->blocked ? "server %d blocks SIGCHLD"
                           : "server %d does not block SIGCHLD any more",
              (int)server);
        said.blocked = now->blocked;
    }
}

/* Look at the server's signal sets. Without a server they are empty. */
void
sigchld_look(void)
{
    static char text[16384];
    struct sigchld now = { 0, 0, 0, 0 };

    if (server != 0
        && file_read(text, sizeof(text), (int)server, "status") > 0) {
        now.pending = is_in("\nSigPnd:", text) || is_in("\nShdPnd:", text);
        now.blocked = is_in("\nSigBlk:", text);
        now.ignored = is_in("\nSigIgn:", text);
        now.caught = is_in("\nSigCgt:", text);
        say_changes(&now);
    } else {
        said = now;
    }
    sigchld = now;
}

pid_t server;
long reaped;

/* Returns "child" or "server". */
static const char *
kind(const struct process *p)
{
    return p->is_child ? "child" : "server";
}

/* The process is no longer there: its parent has reaped it. */
static void
gone(struct process *p)
{
    if (p->stat.state != 'Z')
        event("%s %d ends", kind(p), (int)p->pid);
    if (p->is_child)
        event("child %d is reaped", (int)p->pid);
    reaped += p->is_child;
    if (p->pid == server) {
        server = 0;
        event("no server");
    }
    process_remove(p);
}

/* Look at a process of the table. It is no longer in there if it is gone. */
static void
process_look(struct process *p)
{
    struct stat_line now;
    int pid = (int)p->pid;

    stat_read(&now, p->pid);
    if (now.state == 'Z' && server_ended(p->pid))
        now.state = GONE;           /* it was our child, and is reaped now */
    if (now.state == GONE || now.start != p->stat.start) {
        gone(p);
        return;
    }
    if (now.state == 'Z' && p->stat.state != 'Z')
        event("%s %d ends: it is a zombie", kind(p), pid);
    else if (now.state == 'T' && p->stat.state != 'T')
        event("%s %d is stopped", kind(p), pid);
    else if (now.state != 'T' && p->stat.state == 'T')
        event("%s %d continues", kind(p), pid);
    if (p->is_child && now.parent != p->stat.parent)
        event("child %d is an orphan: its parent is now %d", pid,
              (int)now.parent);
    p->stat = now;
}

int children_left_out;
static int first_look;

/* The server has this child. */
static void
add_child(pid_t pid)
{
    if (process_find(pid) != NULL)
        return;
    if (process_add(pid, 1) == NULL) {
        children_left_out++;
        return;
    }
    event("server %d %s child %d", (int)server, first_look ? "has" : "forks",
          (int)pid);
}

/* The server is this process: it listens. Look for the children it has. */
void
server_set(pid_t pid)
{
    struct process *p = process_find(pid);

    if (p != NULL)
        process_remove(p);          /* a child that has kept the socket */
    p = process_add(pid, 0);
    if (p == NULL)
        return;
    server = pid;
    event("server %d is %s, listens on %s port %u", (int)pid, p->stat.name,
          listener_address(), listener.port);
    first_look = 1;
    processes_look();
    first_look = 0;
}

/* Look at all of them, and for new ones. */
void
processes_look(void)
{
    int i;

    children_left_out = 0;
    if (server != 0)
        stat_children(server, add_child);
    for (i = 0; process_number(i) != NULL; i++)
        ;
    while (--i >= 0)                /* from the last: they move up */
        process_look(process_number(i));
    sigchld_look();
}

/* Fill in what to poll for each process that has a pidfd. Returns how many. */
int
pidfd_fill(struct pollfd *fds)
{
    struct process *p;
    int i, n = 0;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->pidfd >= 0) {
            fds[n].fd = p->pidfd;
            /* a zombie: POLLHUP comes, even if we do not ask for it */
            fds[n].events = p->stat.state == 'Z' ? 0 : POLLIN;
            fds[n++].revents = 0;
        }
    return n;
}

/* Look at the processes for which poll has found something; how many? */
int
pidfd_check(const struct pollfd *fds, int n)
{
    struct process *p;
    int i, k, changes = 0;

    for (k = 0; k < n; k++) {
        if (fds[k].revents == 0)
            continue;
        for (i = 0; (p = process_number(i)) != NULL; i++)
            if (p->pidfd == fds[k].fd)
                break;
        if (p == NULL)
            continue;
        process_look(p);
        changes++;
        p = process_number(i);      /* if /proc contradicts, believe /proc */
        if (p != NULL && p->pidfd == fds[k].fd
            && (p->stat.state != 'Z' || fds[k].revents & POLLHUP))
            pidfd_close(p);
    }
    return changes;
}
