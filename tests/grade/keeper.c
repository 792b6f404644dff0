/*
 * keeper [-t] [-i FILE] [-u UID] [-o DIR] FOLDER COMMAND...: run a program that
 * may do anything, until our stdin ends; then kill it and all that it has
 * started. FOLDER/out and err get what it prints, FOLDER/end how it ends. After
 * 32 MiB of output or at 500 processes it is killed earlier, and FOLDER/why
 * says so. -t: its stdout is a terminal; -u: it is another user; -o: if the
 * system allows it, it has its own pid namespace (pid_namespaces(7)), where it
 * sees neither our processes nor the folder DIR.
 */
#ifdef __linux__
#define _GNU_SOURCE         /* unshare, setgroups */
#endif
#include "grade.h"

#include <fcntl.h>          /* open */
#include <poll.h>           /* poll */
#include <sys/resource.h>   /* setrlimit */
#include <sys/stat.h>       /* fstat */
#include <termios.h>        /* tcgetattr, tcsetattr */
#ifdef __linux__
#include <grp.h>            /* setgroups */
#include <sched.h>          /* unshare */
#include <sys/mount.h>      /* mount */
#include <sys/prctl.h>      /* prctl */
#endif

enum {
    OUTPUT = 32 << 20,          /* bytes that it may print */
    PROCESSES = 500             /* processes that it may have */
};

struct plan {
    const char *folder;         /* where its output goes */
    const char *input;          /* the program's stdin */
    const char *hidden;         /* of -o, or NULL */
    long uid;                   /* the program's user, or -1 */
    int terminal;               /* 1: stdout is a terminal */
    char **command;
};

static int in, out, err, end, why;      /* descriptors, opened at the start */
static int terminal = -1;               /* the master of its terminal */

/* Read the command line. An error ends the program. */
static struct plan
read_plan(int argc, char **argv)
{
    struct plan plan = { .input = "/dev/null", .uid = -1 };
    int option;

    set_progname(argv[0]);
    while ((option = getopt(argc, argv, "+ti:u:o:")) != -1)
        if (option == 't')
            plan.terminal = 1;
        else if (option == 'i')
            plan.input = optarg;
        else if (option == 'o')
            plan.hidden = optarg;
        else if (option == 'u')
            plan.uid = strtol(optarg, NULL, 10);
        else
            break;
    if (option != -1 || argc - optind < 2)
        err_usage("[-t] [-i FILE] [-u UID] [-o DIR] FOLDER COMMAND...",
                  "what to run?");
    plan.folder = argv[optind];
    plan.command = argv + optind + 1;
    return plan;
}

/* Create folder/name. Returns a descriptor. An error ends the process. */
static int
open_in(const char *folder, const char *name)
{
    char path[4096];
    int fd;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0)
        err_sys("%s", path);
    return fd;
}

/* Returns a descriptor of the terminal. It copies each byte as it is. */
static int
slave(const char *name)
{
    int fd = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios mode;

    if (fd < 0 || tcgetattr(fd, &mode) < 0)
        err_sys("%s", name);
    mode.c_oflag &= ~(tcflag_t)OPOST;
    if (tcsetattr(fd, TCSANOW, &mode) < 0)
        err_sys("%s", name);
    return fd;
}

/* Open all files that we need. Returns what will be the program's stdout. */
static int
open_all(const struct plan *plan)
{
    char name[64];

    out = open_in(plan->folder, "out");
    err = open_in(plan->folder, "err");
    end = open_in(plan->folder, "end");
    why = open_in(plan->folder, "why");
    in = open(plan->input, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        err_sys("%s", plan->input);
    if (!plan->terminal)
        return out;
    terminal = pty_open(name, sizeof(name));
    if (terminal < 0)
        err_sys("no terminal");
    fcntl(terminal, F_SETFL, O_NONBLOCK);
    return slave(name);
}

#ifdef __linux__
/* Write text to a file of /proc/self. */
static void
put(const char *file, const char *text)
{
    int fd = open(file, O_WRONLY | O_CLOEXEC);

    if (fd < 0 || write(fd, text, strlen(text)) < 0)
        err_ret("%s", file);
    close(fd);
}

/* From here on, what we fork is in a new pid namespace, where DIR is empty.
 * Returns 0 if the system refuses that. A user without rights has them in a
 * user namespace. */
static int
isolate(const char *hidden)
{
    char users[64], groups[64];

    snprintf(users, sizeof(users), "%u %u 1", geteuid(), geteuid());
    snprintf(groups, sizeof(groups), "%u %u 1", getegid(), getegid());
    if (unshare(CLONE_NEWPID | CLONE_NEWNS) < 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS) < 0)
            return 0;
        put("/proc/self/setgroups", "deny");
        put("/proc/self/gid_map", groups);
        put("/proc/self/uid_map", users);
    }
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0
        || mount("none", hidden, "tmpfs", 0, "size=4k,mode=755") < 0)
        err_ret("%s", hidden);
    return 1;
}

/* This process is killed when its parent ends. */
static void
end_with_parent(void)
{
    prctl(PR_SET_PDEATHSIG, (long)SIGKILL, 0L, 0L, 0L);
}

/* The first process of the namespace: it ends with the keeper. */
static void
begin_namespace(void)
{
    end_with_parent();
    if (unshare(CLONE_NEWNS) < 0)       /* the keeper keeps its own /proc */
        return;
    /* In a container this may fail. Then it sees the processes outside, but
     * they are not in its namespace: it cannot send them a signal. */
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NOEXEC | MS_NODEV, NULL);
}

/* Root could leave the namespace and trace others. The program cannot. */
static void
drop_rights(void)
{
    prctl(PR_CAPBSET_DROP, 19L, 0L, 0L, 0L);    /* CAP_SYS_PTRACE */
    prctl(PR_CAPBSET_DROP, 21L, 0L, 0L, 0L);    /* CAP_SYS_ADMIN */
}
#else
static int isolate(const char *hidden) { (void)hidden; return 0; }
static void end_with_parent(void) { }
static void begin_namespace(void) { }
static void drop_rights(void) { }
#endif

/* Become another user, without the groups of this one. */
static void
become(uid_t uid)
{
#ifdef __linux__
    if (setgroups(0, NULL) < 0)
        err_sys("setgroups");
#endif
    if (setgid((gid_t)uid) < 0 || setuid(uid) < 0)
        err_sys("setuid");
}

/*
 * Run the command in a session of its own, with the signals and the descriptors
 * that a new program has. Returns its pid.
 */
static pid_t
begin(const struct plan *plan, int its_stdout)
{
    struct rlimit size = { 2L * OUTPUT, 2L * OUTPUT }, none = { 0, 0 };
    int signo, fd;
    pid_t pid = Fork();

    if (pid != 0)
        return pid;
    setsid();
    for (signo = 1; signo < 32; signo++)
        if (signo != SIGKILL && signo != SIGSTOP)
            Signal(signo, SIG_DFL);
    setrlimit(RLIMIT_FSIZE, &size);
    setrlimit(RLIMIT_CORE, &none);
    dup2(in, STDIN_FILENO);
    dup2(its_stdout, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    for (fd = 3; fd < 256; fd++)
        close(fd);
    if (plan->hidden != NULL)
        drop_rights();
    if (plan->uid >= 0)
        become((uid_t)plan->uid);
    end_with_parent();                  /* after a change of the user */
    execvp(plan->command[0], plan->command);
    err_sys("%s", plan->command[0]);
}

/*
 * Wait for what has ended. If it is the program itself, say how, while it is
 * still a zombie: who sees it gone can read that. With WNOHANG, return at once.
 * Returns 0 if no child is left.
 */
static int
reap(pid_t program, int flags)
{
    siginfo_t child = { 0 };

    while (waitid(P_ALL, 0, &child, WEXITED | WNOWAIT | flags) == 0) {
        if (child.si_pid == 0)
            return 1;
        if (child.si_pid == program && child.si_code == CLD_EXITED)
            dprintf(end, "exit status %d\n", child.si_status);
        else if (child.si_pid == program)
            dprintf(end, "killed by signal %d\n", child.si_status);
        waitpid(child.si_pid, NULL, 0);
        child.si_pid = 0;
    }
    return errno != ECHILD;
}

/* Begin the program. Returns its pid; 0 if it is below the init of a namespace,
 * which then waits for it. */
static pid_t
begin_all(const struct plan *plan, int its_stdout)
{
    pid_t pid;

    if (plan->hidden == NULL || !isolate(plan->hidden))
        return begin(plan, its_stdout);
    if (Fork() != 0)
        return 0;
    begin_namespace();
    pid = begin(plan, its_stdout);
    while (reap(pid, 0))
        ;
    _exit(0);
}

/* Returns why the program must end now, or NULL. */
static const char *
too_much(void)
{
    struct stat a, b;

    if (fstat(out, &a) == 0 && fstat(err, &b) == 0
        && a.st_size + b.st_size > OUTPUT)
        return "it floods: it has printed more than 32 MiB";
    if (count_below() > PROCESSES)
        return "it forks: it has more than 500 processes";
    return NULL;
}

/* Copy to the file what the program has printed on its terminal. */
static void
copy_terminal(void)
{
    char buf[4096];
    ssize_t n;

    while (terminal >= 0 && (n = read(terminal, buf, sizeof(buf))) > 0)
        Writen(out, buf, (size_t)n);
}

/* Exits with 0 when all is killed; otherwise with 1 or 2 and a message. */
int
main(int argc, char **argv)
{
    struct plan plan = read_plan(argc, argv);
    struct pollfd until = { .fd = STDIN_FILENO, .events = POLLIN };
    int tick, its_stdout = open_all(&plan);
    const char *reason = NULL;
    pid_t program;
    char byte;

    adopt(SIGKILL);
    Signal(SIGINT, SIG_IGN);            /* the end of stdin ends us */
    Signal(SIGTERM, SIG_IGN);
    Signal(SIGHUP, SIG_IGN);
    program = begin_all(&plan, its_stdout);
    for (tick = 0; reason == NULL && poll(&until, 1, 10) == 0; tick++) {
        copy_terminal();
        reap(program, WNOHANG);
        if (tick % 3 == 0)
            reason = too_much();
    }
    copy_terminal();
    if (reason != NULL)
        dprintf(why, "%s\n", reason);
    kill_below();
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    return 0;
}
