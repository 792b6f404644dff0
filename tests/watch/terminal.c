/*
 * terminal: run a program on a terminal of its own, of 24 rows of 80 columns:
 * terminal PROGRAM [ARGUMENT...]. It types what comes on stdin, and copies the
 * output to stdout. SIGUSR1 makes the window 12 rows of 50 columns. At the end,
 * stderr says how the program ended, and if the terminal is as it was before.
 */
#define _XOPEN_SOURCE 700   /* posix_openpt */
#include "unp.h"

#include <fcntl.h>          /* O_RDWR */
#include <poll.h>           /* poll */
#include <sys/ioctl.h>      /* TIOCSWINSZ */
#include <termios.h>        /* tcgetattr */

static volatile sig_atomic_t smaller;

/* SIGUSR1 has come. */
static void
note(int signo)
{
    (void)signo;
    smaller = 1;
}

/* In the child: this terminal becomes ours. Run the program. */
static void
run(const char *name, char **argv)
{
    int fd;

    setsid();
    fd = open(name, O_RDWR);
    if (fd < 0 || dup2(fd, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
        err_sys("%s", name);
    while (fd > STDERR_FILENO)
        close(fd--);
    execvp(argv[0], argv);
    err_sys("%s", argv[0]);
}

/* Copy what is there. Returns 0 if nothing is. */
static int
copy(int from, int to, int ms)
{
    struct pollfd fd = { .fd = from, .events = POLLIN, .revents = 0 };
    char buf[4096];
    ssize_t n;

    if (poll(&fd, 1, ms) <= 0)
        return 0;
    n = read(from, buf, sizeof(buf));
    return n > 0 && writen(to, buf, (size_t)n) == n;
}

/* Exit status 0, or 1 if a call fails. */
int
main(int argc, char **argv)
{
    struct winsize large = { 24, 80, 0, 0 }, small = { 12, 50, 0, 0 };
    struct termios before, after;
    int terminal = posix_openpt(O_RDWR | O_NOCTTY), slave, status;
    pid_t pid;

    set_progname(argv[0]);
    if (argc < 2)
        err_usage("program [argument...]", "which program?");
    if (terminal < 0 || grantpt(terminal) < 0 || unlockpt(terminal) < 0)
        err_sys("posix_openpt");
    slave = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    if (slave < 0 || ioctl(slave, TIOCSWINSZ, &large) < 0)
        err_sys("%s", ptsname(terminal));
    tcgetattr(slave, &before);
    Signal(SIGUSR1, note);
    pid = Fork();
    if (pid == 0)
        run(ptsname(terminal), argv + 1);
    while (waitpid(pid, &status, WNOHANG) == 0) {
        if (smaller)
            smaller = ioctl(slave, TIOCSWINSZ, &small) < 0;
        copy(STDIN_FILENO, terminal, 0);
        copy(terminal, STDOUT_FILENO, 10);
    }
    while (copy(terminal, STDOUT_FILENO, 0))
        ;
    tcgetattr(slave, &after);
    fprintf(stderr, "%s %d, the terminal is %s\n",
            WIFSIGNALED(status) ? "signal" : "exit status",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
            before.c_lflag == after.c_lflag ? "as before" : "not as before");
}
