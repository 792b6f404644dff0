/* on_terminal: run a program on a new terminal; say how both are at the end. */
#ifdef __linux__
#define _XOPEN_SOURCE 700   /* posix_openpt */
#endif
#include "unp.h"
#include "terminal.h"
#include <fcntl.h>          /* open */
#include <sys/ioctl.h>      /* TIOCSCTTY, TIOCSWINSZ */
#include <termios.h>        /* tcgetattr */

static struct termios before;
static pid_t pid;           /* the program */

/* In the child: run the program. fd is its terminal. */
static void
run(int fd, char **argv)
{
    setsid();
    ioctl(fd, TIOCSCTTY, 0);
    Signal(SIGINT, SIG_DFL);    /* the & of a shell ignores both */
    Signal(SIGQUIT, SIG_DFL);
    Signal(SIGHUP, SIG_DFL);    /* nohup ignores it */
    for (int i = 0; i <= STDERR_FILENO; i++)
        dup2(fd, i);
    if (fd > STDERR_FILENO)
        close(fd);
    execvp(argv[0], argv);
    err_sys("%s", argv[0]);
}

/*
 * Start it. Returns our end of its terminal. On an error: exit status 1. macOS
 * knows no size and no settings of a terminal until its other end is open.
 */
int
start_on_terminal(char **argv)
{
    int slave, master = posix_openpt(O_RDWR | O_NOCTTY);

    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
        err_sys("posix_openpt");
    if ((slave = open(ptsname(master), O_RDWR | O_NOCTTY)) < 0)
        err_sys("open");
    fcntl(master, F_SETFD, FD_CLOEXEC);
    resize_terminal(master, 24, 80);
    tcgetattr(master, &before);
    if ((pid = Fork()) == 0)
        run(slave, argv);
    close(slave);
    return master;
}

/* Give its window this size. */
void
resize_terminal(int master, unsigned short rows, unsigned short columns)
{
    struct winsize size = { .ws_row = rows, .ws_col = columns };

    if (ioctl(master, TIOCSWINSZ, &size) < 0)
        err_sys("TIOCSWINSZ");
}

/*
 * Wait for its end, and say how it was. If it still runs, it gets SIGHUP.
 * Returns its exit status, or 128 and the signal that has ended it.
 */
int
end_on_terminal(int master)
{
    struct termios after = before;
    int same, status;

    same = tcgetattr(master, &after) == 0 && after.c_lflag == before.c_lflag;
    close(master);
    waitpid(pid, &status, 0);
    fprintf(stderr, "%s %d, the terminal is %s\n",
            WIFSIGNALED(status) ? "signal" : "exit status",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
            same ? "as before" : "not as before");
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
