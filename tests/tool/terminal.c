/*
 * terminal PROGRAM [ARGUMENT...]: run it on a terminal; copy to stdout what it
 * prints. stdin has lines: "wait TEXT" waits until TEXT is printed, "type TEXT"
 * types it and Enter, "type ^C" types Ctrl-C. Exit status: that of the program.
 */
#define _XOPEN_SOURCE 700   /* posix_openpt */
#include "unp.h"
#include <fcntl.h>          /* open */
#include <poll.h>           /* poll */
#include <sys/ioctl.h>      /* TIOCSCTTY */

static int master;          /* our end of the terminal */
static char seen[65536];    /* what was printed since the last TEXT */
static size_t nseen;        /* how many bytes that is */

/* In the child: run the program. Its terminal is the other end of master. */
static void
run(char **argv)
{
    int fd;

    setsid();
    if ((fd = open(ptsname(master), O_RDWR)) < 0)
        err_sys("open");
    ioctl(fd, TIOCSCTTY, 0);
    Signal(SIGINT, SIG_DFL);    /* the & of a shell ignores it */
    for (int i = 0; i <= STDERR_FILENO; i++)
        dup2(fd, i);
    execvp(argv[0], argv);
    err_sys("%s", argv[0]);
}

/* Copy more output. Returns 0 at its end, or if none comes for 20 seconds. */
static int
more(void)
{
    struct pollfd one = { .fd = master, .events = POLLIN };
    ssize_t n = 0;

    if (poll(&one, 1, 20000) > 0)
        n = read(master, seen + nseen, sizeof(seen) - 1 - nseen);
    if (n <= 0)             /* at the end, Linux says EIO */
        return 0;
    Writen(STDOUT_FILENO, seen + nseen, (size_t)n);
    nseen += (size_t)n;
    seen[nseen] = '\0';
    return 1;
}

/* Wait for the text. What was printed before it is then forgotten. */
static void
wait_text(const char *text)
{
    char *found;

    while ((found = strstr(seen, text)) == NULL)
        if (!more())
            err_quit("the program has not printed '%s'", text);
    found += strlen(text);
    nseen -= (size_t)(found - seen);
    memmove(seen, found, nseen + 1);
}

int
main(int argc, char **argv)
{
    char line[MAXLINE];
    int status, pid;

    set_progname(argv[0]);
    if (argc < 2)
        err_usage("PROGRAM [ARGUMENT...]", "which program?");
    if ((master = posix_openpt(O_RDWR | O_NOCTTY)) < 0 ||
        grantpt(master) < 0 || unlockpt(master) < 0)
        err_sys("posix_openpt");
    fcntl(master, F_SETFD, FD_CLOEXEC);
    if ((pid = Fork()) == 0)
        run(argv + 1);
    while (fgets(line, sizeof(line), stdin) != NULL)
        if (strncmp(line, "type ^C", 7) == 0)
            Writen(master, "\003", 1);
        else if (strncmp(line, "type ", 5) == 0)
            Writen(master, line + 5, strlen(line + 5));
        else if (line[strcspn(line, "\n")] = '\0', *line)
            wait_text(line + 5);
    while (more()) {}
    close(master);          /* a program that still runs gets SIGHUP */
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
