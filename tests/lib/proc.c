/* lib-proc: processes read from /proc, and signals for the right one. */
#include "child.h"
#include "../../lib/proc.h"

#include <pthread.h>        /* pthread_create */

enum { MOST = 64 };

/* Start a child that waits for a signal. Returns its pid. */
static pid_t
start_child(void)
{
    pid_t pid = Fork();

    while (pid == 0)
        pause();
    return pid;
}

static void
end_child(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void *
fork_in_thread(void *child)
{
    *(pid_t *)child = start_child();
    pause();                    /* a thread that ends gives its children away */
    return NULL;
}

/* Names that look like the fields after them, and lines that are cut. */
static void
check_parse(void)
{
    static const char *const bad[] = {
        "", "12", "12 (a", "12 )a( S 1 2", "12 (a) S", "x (a) S 1 2 3 4 5 6 7",
        "7 ) S 3 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 9 (",
        "7 a) S 3 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 9 1",
        "7 (a) S 3 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0"
    };
    struct proc p;
    size_t i;

    check_num("a name with brackets", 1, proc_parse(&p, "7 (a) Z 9 (b) S 3 7 7"
              " 0 -1 4194304 1 2 3 4 50 6 7 8 20 0 1 0 99 1"));
    check_num("its pid", 7, (long)p.pid);
    check_num("its parent", 3, (long)p.parent);
    check_num("its state", 'S', p.state);
    check_mem("its name", "a) Z 9 (b", p.name, 10);
    check_num("its CPU time", 56, (long)p.ticks);
    check_num("its start", 99, (long)p.start);
    proc_parse(&p, "7 (\033[2J\n) R 3 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 9 1");
    check_mem("a name of control bytes", "?[2J?", p.name, 6);
    proc_parse(&p, "7 (0123456789abcdef) R 3 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0"
               " 1 0 9 1");
    check_mem("a long name is cut", "0123456789abcde", p.name, 16);
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        check_num("this is no line of a process", 0, proc_parse(&p, bad[i]));
        check_num("its process is gone", GONE, p.state);
    }
}

static void
check_text(void)
{
    static char many[65536];
    char text[8] = "before", all[64];
    ssize_t n;

    check_num("a text that does not fit", 7,
              proc_text(getpid(), "stat", text, sizeof(text)));
    check_num("its last byte", '\0', text[7]);
    check_num("a file that is not there", -1,
              proc_text(getpid(), "no-such-file", text, sizeof(text)));
    check_num("the reason", ENOENT, errno);
    check_mem("its text", "", text, 1);
    check_num("a folder", -1, proc_text(getpid(), "task", text, sizeof(text)));
    check_num("the reason", EISDIR, errno);
    check_mem("the whole text", "proc\n", all,
              (size_t)(proc_text(getpid(), "comm", all, sizeof(all)) + 1));
    /* A read of it returns at most a page. A kernel may have no such file. */
    n = proc_text(getpid(), "smaps", many, sizeof(many));
    check_num("a text of several pages", 1, n < 0 || n > 4096);
}

static void
check_kill(void)
{
    pid_t pid = start_child();
    struct proc p, other;
    int status;

    check_num("a child is there", 1, proc_read(&p, pid));
    check_num("its pid", 1, p.pid == pid);
    check_num("its parent", 1, p.parent == getpid());
    other = p;
    other.start++;              /* as if the pid had come again */
    check_num("no signal for another process", -1, proc_kill(&other, SIGKILL));
    check_num("the reason", ESRCH, errno);
    check_num("the child is there", 0, waitpid(pid, NULL, WNOHANG));
    check_num("a signal for this process", 0, proc_kill(&p, SIGTERM));
    waitpid(pid, &status, 0);
    check_num("the child has got it", SIGTERM, WTERMSIG(status));
    check_num("no signal when it is gone", -1, proc_kill(&p, SIGKILL));
    check_num("the reason", ESRCH, errno);
    check_num("it is gone", 0, proc_read(&p, pid));
    check_num("its state", GONE, p.state);
    check_num("no signal for a process that was never there", -1,
              proc_kill(&p, 0));
}

/* True if the list has this pid once. */
static int
has_once(const pid_t *list, size_t n, pid_t pid)
{
    int found = 0;

    while (n > 0)
        found += list[--n] == pid;
    return found == 1;
}

static void
check_children(void)
{
    pid_t own = start_child(), other = 0, list[MOST];
    volatile pid_t *of_thread = &other;
    pthread_t thread;
    struct proc p;
    size_t n;

    if (pthread_create(&thread, NULL, fork_in_thread, &other) != 0)
        err_quit("pthread_create failed");
    while (*of_thread == 0)
        pause_ms(1);
    n = proc_children(getpid(), list, MOST);
    check_num("two children", 2, (long)n);
    check_num("the child of the first thread", 1, has_once(list, n, own));
    check_num("the child of another thread", 1, has_once(list, n, other));
    list[1] = -7;
    check_num("only so many as there is room", 1,
              (long)proc_children(getpid(), list, 1));
    check_num("... and nothing behind that", -7, (long)list[1]);
    kill(own, SIGKILL);
    while (proc_read(&p, own) && p.state != 'Z')
        pause_ms(1);
    check_num("a zombie is a child, too", 2,
              (long)proc_children(getpid(), list, MOST));
    waitpid(own, NULL, 0);
    check_num("a child that was reaped is not", 1,
              (long)proc_children(getpid(), list, MOST));
    end_child(other);
    check_num("no child", 0, (long)proc_children(getpid(), list, MOST));
    check_num("no process, no child", 0,
              (long)proc_children(own, list, MOST));
}

/* A child with a child, which says its pid and waits. */
static void
check_tree(void)
{
    pid_t child, grandchild = 0, list[MOST];
    int fd[2];
    size_t n;

    if (pipe(fd) < 0)
        err_sys("pipe");
    child = Fork();
    if (child == 0) {
        grandchild = start_child();
        Writen(fd[1], &grandchild, sizeof(grandchild));
        for (;;)
            pause();
    }
    Readn(fd[0], &grandchild, sizeof(grandchild));
    n = proc_tree(getpid(), list, MOST);
    check_num("two processes are below this one", 2, (long)n);
    check_num("the child", 1, has_once(list, n, child));
    check_num("the grandchild", 1, has_once(list, n, grandchild));
    list[1] = -7;
    check_num("only so many as there is room", 1,
              (long)proc_tree(getpid(), list, 1));
    check_num("... and nothing behind that", -7, (long)list[1]);
    kill(grandchild, SIGKILL);
    end_child(child);
    Close(fd[0]);
    Close(fd[1]);
}

static void
check_fds(void)
{
    struct proc_fd list[MOST];
    int before = proc_fds(getpid(), NULL, 0), fd, i, n, found = 0;
    unsigned long inode = 0;

    fd = Socket(AF_INET, SOCK_STREAM, 0);
    n = proc_fds(getpid(), list, MOST);
    check_num("one descriptor more", before + 1, n);
    list[1].fd = -7;
    check_num("more than there is room for", n, proc_fds(getpid(), list, 1));
    check_num("... and nothing behind that", -7, list[1].fd);
    proc_fds(getpid(), list, MOST);
    for (i = 0; i < n; i++) {
        found += list[i].fd == fd;
        if (list[i].fd == fd)
            inode = list[i].socket;
        else if (list[i].fd == STDOUT_FILENO)
            check_num("stdout is no socket", 0, (long)list[i].socket);
    }
    check_num("the socket is there once", 1, found);
    check_num("it has an inode", 1, inode != 0);
    Close(fd);
    check_num("a process that is not there", -1, proc_fds(-1, NULL, 0));
}

int
main(void)
{
    int before;

    check_parse();
    if (access("/proc/self/stat", R_OK) < 0)
        return 0;               /* not Linux: there is no process to see */
    before = proc_fds(getpid(), NULL, 0);
    check_text();
    check_kill();
    check_children();
    check_tree();
    check_fds();
    check_num("all that was opened is closed", before,
              proc_fds(getpid(), NULL, 0));
    return 0;
}
