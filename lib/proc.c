/* proc: processes as Linux shows them in /proc (proc(5)). */
#ifdef __linux__
#define _DEFAULT_SOURCE     /* syscall */
#endif
#include "proc.h"
#include "tool.h"           /* printable */

#include <dirent.h>         /* opendir, readdir */
#include <fcntl.h>          /* open */
#ifdef __linux__
#include <sys/syscall.h>    /* SYS_pidfd_open, SYS_pidfd_send_signal */
#endif

ssize_t
proc_text(pid_t pid, const char *file, char *text, size_t size)
{
    char path[64];
    size_t len = 0;
    ssize_t n = 0;
    int fd, saved;

    snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
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
    close(fd);
    errno = saved;
    text[n < 0 ? 0 : len] = '\0';
    return n < 0 ? -1 : (ssize_t)len;
}

int
proc_parse(struct proc *p, const char *text)
{
    const char *name = strchr(text, '('), *end = strrchr(text, ')');
    unsigned long user, kernel;
    int pid, parent;
    size_t len;

    memset(p, 0, sizeof(*p));
    p->state = GONE;
    if (name == NULL || end == NULL || end < name       /* PID (NAME) STATE */
        || sscanf(text, "%d (", &pid) != 1
        || sscanf(end, ") %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu"
                  " %*d %*d %*d %*d %*d %*d %llu", &p->state, &parent, &user,
                  &kernel, &p->start) != 5) {
        p->state = GONE;
        return 0;
    }
    p->pid = pid;
    p->parent = parent;
    p->ticks = user + kernel;
    len = (size_t)(end - name - 1);
    memcpy(p->name, name + 1,
           len < sizeof(p->name) ? len : sizeof(p->name) - 1);
    printable(p->name);
    return 1;
}

int
proc_read(struct proc *p, pid_t pid)
{
    char text[1024];

    proc_text(pid, "stat", text, sizeof(text));
    return proc_parse(p, text);
}

/* Returns 1 if that process is still there, maybe as a zombie; otherwise 0. */
static int
same_process(const struct proc *p)
{
    struct proc now;

    return proc_read(&now, p->pid) && now.start == p->start;
}

int
proc_kill(const struct proc *p, int signo)
{
    int result = -1, saved, fd = -1;

    if (p->pid <= 0) {          /* kill would send it to many processes */
        errno = ESRCH;
        return -1;
    }
#ifdef SYS_pidfd_send_signal
    /* Between a look and kill, the pid could come again; a pidfd is of one
     * process only (Linux 5.3). */
    fd = (int)syscall(SYS_pidfd_open, p->pid, 0);
#endif
    if (!same_process(p))
        errno = ESRCH;
#ifdef SYS_pidfd_send_signal
    else if (fd >= 0)
        result = (int)syscall(SYS_pidfd_send_signal, fd, signo, NULL, 0);
#endif
    else
        result = kill(p->pid, signo);
    saved = errno;
    if (fd >= 0)
        close(fd);
    errno = saved;
    return result;
}

/* For kernels without lists of children: look at each process. */
static size_t
search_children(pid_t pid, pid_t *list, size_t most)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    struct proc p;
    size_t n = 0;

    while (dir != NULL && n < most && (entry = readdir(dir)) != NULL) {
        pid_t child = (pid_t)strtol(entry->d_name, NULL, 10);

        if (child > 0 && proc_read(&p, child) && p.parent == pid)
            list[n++] = child;
    }
    if (dir != NULL)
        closedir(dir);
    return n;
}

size_t
proc_children(pid_t pid, pid_t *list, size_t most)
{
    char path[300];
    struct dirent *entry;
    int child, lists = 0;
    size_t n = 0;
    FILE *file;
    DIR *dir;

    snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    dir = opendir(path);
    if (dir == NULL)
        return 0;
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "/proc/%d/task/%s/children", (int)pid,
                 entry->d_name);
        file = fopen(path, "r");
        if (file == NULL)
            continue;
        lists++;
        while (n < most && fscanf(file, "%d", &child) == 1)
            list[n++] = child;
        fclose(file);
    }
    closedir(dir);
    return lists > 0 ? n : search_children(pid, list, most);
}

size_t
proc_tree(pid_t root, pid_t *list, size_t most)
{
    size_t i, n = proc_children(root, list, most);

    for (i = 0; i < n; i++)
        n += proc_children(list[i], list + n, most - n);
    return n;
}

/* Returns the inode of the socket that the descriptor is, or 0. */
static unsigned long
socket_inode(pid_t pid, const char *fd)
{
    char path[300], target[64];
    unsigned long inode;
    ssize_t len;

    snprintf(path, sizeof(path), "/proc/%d/fd/%s", (int)pid, fd);
    len = readlink(path, target, sizeof(target) - 1);
    target[len > 0 ? len : 0] = '\0';
    return sscanf(target, "socket:[%lu]", &inode) == 1 ? inode : 0;
}

int
proc_fds(pid_t pid, struct proc_fd *list, int most)
{
    char path[64];
    struct dirent *entry;
    int n = 0;
    DIR *dir;

    snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
    dir = opendir(path);
    if (dir == NULL)
        return -1;
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.' || n++ >= most)
            continue;
        list[n - 1].fd = (int)strtol(entry->d_name, NULL, 10);
        list[n - 1].socket = socket_inode(pid, entry->d_name);
    }
    closedir(dir);
    return n;
}
