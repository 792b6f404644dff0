/*
 * input: ch05/wire/input.c takes lines from what is typed, however it comes.
 * Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#include "ch05/wire/wire.h"
#include "tests/lib/check.h"

#include <fcntl.h>          /* fcntl */
#include <poll.h>           /* poll */

/* --- in the place of the system, and of other files of wire --- */

static const char *typed_text = "";     /* not read yet */
static int is_end;                      /* after that, it is the end */
static int fails_once;                  /* read fails so, or 0 */
static int signals_first;               /* so many end a poll before that */
static int asked, polls;                /* how many descriptors; how often */
static int stdin_asked;

int prompt_width, cable_fd[2], program_out[2];

void
hide_prompt(int typed)
{
    (void)typed;
}

static ssize_t
made_up_read(int fd, void *to, size_t size)
{
    if (fd != STDIN_FILENO || size == 0)
        return 0;
    errno = fails_once;
    fails_once = 0;
    if (errno != 0)
        return -1;
    if (*typed_text == '\0')
        return 0;
    *(char *)to = *typed_text++;
    return 1;
}

static int
made_up_poll(struct pollfd *fds, nfds_t n, int ms)
{
    int i;

    (void)ms;
    polls++;
    asked = (int)n;
    stdin_asked = fds[1].fd == STDIN_FILENO;
    for (i = 0; i < (int)n; i++)
        fds[i].revents = 0;
    if (signals_first > 0)
        return signals_first-- < 0;
    if (stdin_asked && (*typed_text != '\0' || is_end || fails_once))
        fds[1].revents = POLLIN;
    return 1;
}

#define read    made_up_read
#define poll    made_up_poll
#include "ch05/wire/input.c"
#undef read

/* --- the tests --- */

static char line_read[5000];

/* Check what input_line returns, and which line it has read. */
static void
check_line(const char *text, int wait, int want, const char *line)
{
    int result = input_line(line_read, sizeof(line_read), wait);

    check_num(text, want, result);
    if (result == 1)
        check_mem("... that is", line, line_read, strlen(line) + 1);
}

static void
lines(void)
{
    static char much[5001];

    check_line("nothing is typed", 0, 0, "");
    typed_text = "note x\nno";
    check_line("a line", 0, 1, "note x");
    check_line("a part of one", 0, 0, "");
    typed_text = "te y\n\n";
    signals_first = 2;
    check_line("its rest, after two signals", 1, 1, "note y");
    check_line("an empty line", 1, 1, "");
    typed_text = "z\n";
    fails_once = EINTR;
    check_line("a signal while it is read", 0, 1, "z");
    memset(much, 'm', 5000);
    much[4999] = '\n';
    typed_text = much;
    input_line(line_read, sizeof(line_read), 0);
    check_num("what is too long is cut", 4096, (long)strlen(line_read));
    typed_text = "quit";
    is_end = 1;
    check_line("the last line has no newline", 0, 1, "quit");
    check_line("the end", 0, -1, "");
    fails_once = EIO;
    check_line("a terminal that has gone", 0, -1, "");
    is_end = 0;
}

static void
waits(void)
{
    check_num("nothing is typed", 0, input_wait(0, TYPED));
    check_num("... all six are asked", 6, asked);
    typed_text = "x";
    check_num("something is typed", 1, input_wait(0, TYPED));
    check_num("... and nobody asks", 0, input_wait(0, NOT_TYPED));
    check_num("only what is typed counts", 1, input_wait(0, ONLY_TYPED));
    check_num("... and the signals: two are asked", 2, asked);
    typed_text = "";
    prompt_width = 5;
    note(SIGCONT);
    input_wait(0, TYPED);
    check_num("SIGCONT: the prompt is not there any more", 0, prompt_width);
    prompt_width = 5;
    input_wait(0, TYPED);
    check_num("... but the next one is", 5, prompt_width);
}

int
main(void)
{
    wake[0] = wake[1] = -1;
    lines();
    waits();
    return 0;
}
