/* input: what the user types, and the signals that end the program. */
#include "wire.h"

#include <fcntl.h>          /* fcntl */
#include <poll.h>           /* poll */

static char input[4096];
static size_t input_len;        /* bytes that were not taken yet */
static int input_ended;         /* stdin was read to its end */
static int wake[2];             /* a pipe: a byte for each signal */
static void (*end)(void);
static volatile sig_atomic_t interrupted;       /* this signal, or 0 */
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
signals_open(void (*at_end)(void))
{
    int i, ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCONT };

    end = at_end;
    if (pipe(wake) < 0)
        err_sys("pipe");
    for (i = 0; i < 2; i++) {
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
    for (i = 0; i < 5; i++)
        Signal_intr(ends[i], note);
    Signal(SIGPIPE, SIG_IGN);
}

/* If a signal has come: end, and let the caller see which it was. After SIGCONT
 * a shell has written over the prompt. */
static void
check_signals(void)
{
    char bytes[64];

    while (read(wake[0], bytes, sizeof(bytes)) > 0)
        ;
    if (continued)
        forget_prompt();
    continued = 0;
    if (interrupted == 0)
        return;
    hide_prompt(-1);
    fflush(stdout);
    end();
    Signal(interrupted, SIG_DFL);
    raise(interrupted);
}

int
input_wait(int ms, int typed)
{
    struct pollfd fds[6];
    int i;

    for (i = 0; i < 6; i++)
        fds[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
    for (i = 0; i < 2; i++) {
        fds[i].fd = typed == ONLY_TYPED ? -1 : cable_fd[i];
        fds[2 + i].fd = typed == ONLY_TYPED ? -1 : program_out[i];
    }
    fds[4].fd = typed ? STDIN_FILENO : -1;
    fds[5].fd = wake[0];
    poll(fds, 6, ms);
    check_signals();
    return fds[4].revents != 0;
}

/* Take the first line out of the buffer. What is too long is cut. */
static void
take_line(char *to, size_t size, size_t len)
{
    snprintf(to, size, "%.*s", (int)len, input);
    len += len < input_len;             /* the newline */
    memmove(input, input + len, input_len - len);
    input_len -= len;
}

int
input_line(char *to, size_t size, int wait)
{
    char *newline;
    ssize_t n;

    for (;;) {
        newline = memchr(input, '\n', input_len);
        if (newline != NULL || input_len == sizeof(input)
            || (input_ended && input_len > 0)) {
            take_line(to, size, newline != NULL
                      ? (size_t)(newline - input) : input_len);
            return 1;
        }
        if (input_ended)
            return -1;
        if (!input_wait(wait ? -1 : 0, ONLY_TYPED)) {
            if (wait)
                continue;
            return 0;
        }
        n = read(STDIN_FILENO, input + input_len, sizeof(input) - input_len);
        if (n < 0 && errno != EINTR && errno != EIO)
            err_sys("read");
        if (n == 0 || (n < 0 && errno == EIO))  /* EIO: no terminal any more */
            input_ended = 1;
        input_len += n > 0 ? (size_t)n : 0;
    }
}
