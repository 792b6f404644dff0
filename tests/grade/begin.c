/* begin: start the program that keeper watches. */
#define _XOPEN_SOURCE 700       /* posix_openpt */
#include "unp.h"
#include "keeper.h"

#include <fcntl.h>          /* open */
#include <sys/resource.h>   /* setrlimit */
#include <termios.h>        /* tcgetattr, tcsetattr */

/* Create folder/name. Returns a descriptor. An error ends the process. */
int
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
int
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
pid_t
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
