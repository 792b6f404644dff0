/* input: what the user types, and the signals that end the program. */
#include "wire.h"

#include <fcntl.h>          /* fcntl */
#include <poll.h>           /* poll */

static int wake[2];             /* a pipe: a byte for each signal */
volatile sig_atomic_t interrupted;
static volatile sig_atomic_t continued;         /* SIGCONT has come */

/* Note the signal; check_signals does the rest. The byte ends a poll, even if
 * the signal has come just before it. */
static void
note(int signo)
{
    int saved = errno;

    if (signo == SIGCONT)
        continued = 1;
    else
        interrupted = signo;
    while (write(wake[1], "", 1) < 0 && errno == EINTR)
        ;
    errno = saved;
}

void
signals_open(void)
{
    int i, ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

    if (pipe(wake) < 0)
        err_sys("pipe");
    for (i = 0; i < 2; i++) {
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
    for (i = 0; i < 4; i++)
        Signal_intr(ends[i], note);
    Signal(SIGCONT, note);      /* or a write of stdio would lose its text */
    Signal(SIGPIPE, SIG_IGN);
}

/* If a signal has come: end. Before SIGCONT, a shell has written over the
 * prompt. */
static void
check_signals(void)
{
    char bytes[64];

    while (read(wake[0], bytes, sizeof(bytes)) > 0)
        ;
    if (continued)
        prompt_width = 0;
    continued = 0;
    if (interrupted != 0) {
        hide_prompt(-1);
        exit(1);
    }
}

int
input_wait(int ms, int typed)
{
    struct pollfd fds[] = {
        { .fd = wake[0] }, { .fd = typed ? STDIN_FILENO : -1 },
        { .fd = cable_fd[CLIENT] }, { .fd = cable_fd[SERVER] },
        { .fd = program_out[CLIENT] }, { .fd = program_out[SERVER] }
    };
    int i;

    for (i = 0; i < 6; i++)
        fds[i].events = POLLIN;
    poll(fds, typed == ONLY_TYPED ? 2 : 6, ms);
    check_signals();
    return fds[1].revents != 0;
}

/* It takes one byte after another: what comes after the line is not read. */
int
input_line(char *to, size_t size, int wait)
{
    static char line[LINE_MOST];
    static size_t len;
    ssize_t n;
    char c;

    for (;;) {
        if (!input_wait(wait ? -1 : 0, ONLY_TYPED)) {
            if (wait)
                continue;       /* it was a signal */
            return 0;
        }
        n = read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno != EIO)      /* EIO: no terminal any more */
            err_sys("read");
        if (n <= 0 && len == 0)
            return -1;
        if (n <= 0 || c == '\n')        /* the last line may have no newline */
            break;
        if (len < sizeof(line))
            line[len++] = c;
    }
    snprintf(to, size, "%.*s", (int)len, line);
    len = 0;
    return 1;
}
