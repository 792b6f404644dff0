/*
 * guard SECONDS NAME COMMAND...: run a lesson, which prints its verdict on its
 * stdout. Then kill all that it has started, and print the verdict as one line:
 * NAME and the lines of the verdict, with the byte 31 between them. A lesson
 * that takes longer, that was killed, or that has no verdict has failed. The
 * server does not have that pipe. Only a server in our pid namespace can end or
 * stop this process.
 */
#include "grade.h"

#include <poll.h>           /* poll */

#define BETWEEN '\037'

static volatile sig_atomic_t interrupted;

/* Note the signal: it ends the wait for the verdict. */
static void
on_signal(int signo)
{
    interrupted = signo;
}

/* Run the command with its stdout in the pipe. Returns its pid. */
static pid_t
begin(char **command, int reader, int writer)
{
    pid_t pid = Fork();

    if (pid != 0) {
        close(writer);
        return pid;
    }
    close(reader);
    dup2(writer, STDOUT_FILENO);
    close(writer);
    execvp(command[0], command);
    err_sys("%s", command[0]);
}

/* Read the verdict until its end; what does not fit is cut. Returns its length,
 * or -1 if it is late. */
static ssize_t
read_verdict(int fd, char *text, size_t size, long long end)
{
    struct pollfd in = { .fd = fd, .events = POLLIN };
    char rest[MAXLINE];
    size_t len = 0;
    ssize_t n;

    for (;;) {
        long long left = end - clock_ms();
        int full = len == size;

        if (interrupted || left <= 0)
            return -1;
        if (poll(&in, 1, (int)left) <= 0)
            continue;
        n = full ? read(fd, rest, sizeof(rest))
                 : read(fd, text + len, size - len);
        if (n == 0)
            return (ssize_t)len;
        len += n > 0 && !full ? (size_t)n : 0;
    }
}

/* Print NAME and the verdict as one line. */
static void
report(const char *name, char *text, size_t len)
{
    char line[2500];
    size_t i, n;

    for (i = 0; i < len; i++)
        if (text[i] == '\n')
            text[i] = BETWEEN;
        else
            printable_bytes(text + i, 1);
    n = (size_t)snprintf(line, sizeof(line), "%s%c%.*s\n", name, BETWEEN,
                         (int)len, text);
    Writen(STDOUT_FILENO, line, n);
}

/* Exits with 0 when the verdict is printed, or with 128 + N after signal N;
 * otherwise with 1 or 2 and a message. */
int
main(int argc, char **argv)
{
    char text[2000];
    int ends[2], status;
    ssize_t len;
    pid_t pid;

    set_progname(argv[0]);
    if (argc < 4 || strtol(argv[1], NULL, 10) <= 0)
        err_usage("SECONDS NAME COMMAND...", "what to run?");
    if (pipe(ends) < 0)
        err_sys("pipe");
    adopt(SIGTERM);
    Signal_intr(SIGINT, on_signal);
    Signal_intr(SIGTERM, on_signal);
    Signal_intr(SIGHUP, on_signal);
    Signal_intr(SIGQUIT, on_signal);
    pid = begin(argv + 3, ends[0], ends[1]);
    len = read_verdict(ends[0], text, sizeof(text),
                       clock_ms() + strtol(argv[1], NULL, 10) * 1000);
    if (len >= 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status))
        len = snprintf(text, sizeof(text), "FAIL\nkilled\nno signal ends the "
                       "lesson\nsignal %d has ended it\nplain\n",
                       WTERMSIG(status));
    else if (len < 0)
        len = snprintf(text, sizeof(text), "FAIL\ntoo late\na verdict in time\n"
                       "the lesson was killed after %s s\nplain\n", argv[1]);
    kill_below();
    if (interrupted)
        return 128 + interrupted;
    report(argv[2], text, (size_t)len);
    return 0;
}
