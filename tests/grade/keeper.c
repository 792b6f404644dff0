/*
 * keeper [-t] [-i FILE] [-u UID] FOLDER COMMAND...: run a program that may do
 * anything, until our stdin ends; then kill it and all that it has started.
 * FOLDER/out and err get what it prints, FOLDER/end how it ends. After 1 MiB of
 * output, at 500 processes, or after 60 seconds it is killed earlier, and
 * FOLDER/why says so. -t: its stdout is a terminal; -u: it is another user.
 */
#ifdef __linux__
#define _XOPEN_SOURCE 700       /* posix_openpt */
#endif
#include "unp.h"
#include "grade.h"

#include <fcntl.h>          /* open */
#include <poll.h>           /* poll */
#include <sys/resource.h>   /* setrlimit */
#include <sys/stat.h>       /* fstat */
#include <termios.h>        /* tcgetattr, tcsetattr */
#ifdef __linux__
#include <sys/prctl.h>      /* prctl */
#endif

struct plan {
    const char *folder;         /* where its output goes */
    const char *input;          /* the program's stdin */
    long uid;                   /* the program's user, or -1 */
    int terminal;               /* 1: stdout is a terminal */
    char **command;
};

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

/* Open a new terminal; its name is in name. Returns our end of it. */
static int
open_terminal(char *name, size_t size)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY);

    if (fd < 0 || grantpt(fd) < 0 || unlockpt(fd) < 0)
        err_sys("no terminal");
    snprintf(name, size, "%s", ptsname(fd));
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

/* Returns a descriptor of the terminal. It copies each byte as it is. */
static int
slave(const char *name)
{
    int fd = open(name, O_RDWR | O_NOCTTY);
    struct termios mode;

    if (fd < 0 || tcgetattr(fd, &mode) < 0)
        err_sys("%s", name);
    mode.c_oflag &= ~(tcflag_t)OPOST;
    if (tcsetattr(fd, TCSANOW, &mode) < 0)
        err_sys("%s", name);
    return fd;
}

/*
 * Run the command in a process group of its own, with the signals as a new
 * program has them. Returns its pid. It may write files of at most 16 MiB.
 */
static pid_t
begin(const struct plan *plan, int out, int err, const char *terminal)
{
    struct rlimit size = { 16 << 20, 16 << 20 }, none = { 0, 0 };
    const char *input = plan->input != NULL ? plan->input : "/dev/null";
    int signo, in;
    pid_t pid = Fork();

    if (pid != 0)
        return pid;
    setsid();
    for (signo = 1; signo < 32; signo++)
        if (signo != SIGKILL && signo != SIGSTOP)
            Signal(signo, SIG_DFL);
    setrlimit(RLIMIT_FSIZE, &size);
    setrlimit(RLIMIT_CORE, &none);
    if ((in = open(input, O_RDONLY)) < 0)
        err_sys("%s", input);
    dup2(in, STDIN_FILENO);
    dup2(plan->terminal ? slave(terminal) : out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    for (in = 3; in < 256; in++)
        close(in);
    if (plan->uid >= 0 && (setgid((gid_t)plan->uid) < 0
                           || setuid((uid_t)plan->uid) < 0))
        err_sys("setuid");
    execvp(plan->command[0], plan->command);
    err_sys("%s", plan->command[0]);
}

static struct proc list[TREE_MOST];

/* Returns why the program must end now, or NULL. */
static const char *
too_much(int out, int err)
{
    struct stat a, b;

    if (fstat(out, &a) == 0 && fstat(err, &b) == 0
        && a.st_size + b.st_size > 1 << 20)
        return "it floods: it has printed more than 1 MiB";
    if (tree(getpid(), list) > 500)
        return "it forks: it has more than 500 processes";
    return NULL;
}

/*
 * Wait for orphans too. If it is the program itself, say how it has ended while
 * it is still a zombie: who sees it gone can read that.
 */
static void
reap(pid_t program, int fd)
{
    siginfo_t child = { 0 };

    while (waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) == 0
           && child.si_pid > 0) {
        if (child.si_pid == program && child.si_code == CLD_EXITED)
            dprintf(fd, "exit status %d\n", child.si_status);
        else if (child.si_pid == program)
            dprintf(fd, "killed by signal %d\n", child.si_status);
        waitpid(child.si_pid, NULL, 0);
        child.si_pid = 0;
    }
}

/* Kill all that is below this process, and wait for it. */
static void
kill_all(pid_t group)
{
    int round;
    size_t i, n;

    kill(-group, SIGKILL);              /* all of the group at once */
    for (round = 0; round < 500; round++) {
        n = tree(getpid(), list);
        for (i = 0; i < n; i++)
            kill(list[i].pid, SIGKILL);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
        if (waitpid(-1, NULL, WNOHANG) < 0)
            return;                     /* no child is left */
        pause_ms(2);
    }
}

/* Copy to out what the program has printed on its terminal. */
static void
copy_terminal(int terminal, int out)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(terminal, buf, sizeof(buf))) > 0)
        Writen(out, buf, (size_t)n);
}

/* Read the command line. An error ends the program. */
static struct plan
read_plan(int argc, char **argv)
{
    struct plan plan = { .input = "/dev/null", .uid = -1 };
    int option;

    set_progname(argv[0]);
    while ((option = getopt(argc, argv, "+ti:u:")) != -1)
        if (option == 't')
            plan.terminal = 1;
        else if (option == 'i')
            plan.input = optarg;
        else if (option == 'u')
            plan.uid = strtol(optarg, NULL, 10);
        else
            break;
    if (option != -1 || argc - optind < 2)
        err_usage("[-t] [-i FILE] [-u UID] FOLDER COMMAND...", "what to run?");
    plan.folder = argv[optind];
    plan.command = argv + optind + 1;
    return plan;
}

/* Watch the program until our stdin ends. Returns why it must end, or NULL. */
static const char *
watch(const struct plan *plan, pid_t *program, int terminal)
{
    int out = open_in(plan->folder, "out"), err = open_in(plan->folder, "err");
    int end = open_in(plan->folder, "end"), tick;
    struct pollfd until = { .fd = STDIN_FILENO, .events = POLLIN };
    char name[64] = "";
    const char *why = NULL;

    if (plan->terminal)
        terminal = open_terminal(name, sizeof(name));
    *program = begin(plan, out, err, name);
    for (tick = 0; tick < 6000 && poll(&until, 1, 10) == 0; tick++) {
        if (terminal >= 0)
            copy_terminal(terminal, out);
        reap(*program, end);
        if (tick % 3 == 0 && (why = too_much(out, err)) != NULL)
            return why;
    }
    if (terminal >= 0)
        copy_terminal(terminal, out);
    return tick < 6000 ? NULL : "too late: it ran for 60 seconds";
}

int
main(int argc, char **argv)
{
    struct plan plan = read_plan(argc, argv);
    const char *why;
    pid_t program;
    char byte;

#ifdef PR_SET_CHILD_SUBREAPER
    prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L);     /* adopt its orphans */
#endif
    Signal(SIGINT, SIG_IGN);            /* the end of stdin ends us */
    Signal(SIGTERM, SIG_IGN);
    Signal(SIGHUP, SIG_IGN);
    why = watch(&plan, &program, -1);
    if (why != NULL)
        dprintf(open_in(plan.folder, "why"), "%s\n", why);
    kill_all(program);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    return 0;
}
