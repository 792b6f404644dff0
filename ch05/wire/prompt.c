/* prompt: read a command; on a terminal, say first what can be typed. */
#include "wire.h"

static char input[4096];
static size_t length;           /* bytes of input that were not taken yet */
static int prompted;            /* the prompt is on the screen */

/* On a terminal: show what is on the cable, and what can be typed. */
static void
show_prompt(void)
{
    int first = held_next(0), n;

    if (!terminal || prompted || look(0, 1))
        return;                 /* or the user has already typed more */
    printf(unplugged ? "[unplugged" : "[cable:");
    for (n = first; n > 0; n = held_next(n))
        printf(" %d", n);
    if (repeats > 0)
        printf("; %d retransmission%s dropped", repeats,
               repeats == 1 ? "" : "s");
    if (first > 0)
        printf("] Enter: %d arrives; or lose, help > ", first);
    else
        printf("%s] type hello, eof, wait, help > ", unplugged ? "" : " -");
    fflush(stdout);
    prompted = 1;
}

/* Take the prompt off the screen. It is on the line above if something was
 * `typed` behind it. */
void
hide_prompt(int typed)
{
    const char *term = getenv("TERM");

    if (prompted && term != NULL && strcmp(term, "dumb") != 0)
        printf("%s\r\033[J", typed ? "\033[A" : "");
    else if (prompted && !typed)
        printf("\n");
    prompted = 0;
}

/* Copy the first line, without its end, to `to`. Returns 0 if there is none.
 * What is too long is cut into several lines. */
static int
take_line(char *to, size_t size)
{
    char *end = memchr(input, '\n', length);
    size_t n = end != NULL ? (size_t)(end - input) : length;

    if (end == NULL && length < sizeof(input))
        return 0;
    snprintf(to, size, "%.*s", (int)n, input);
    n += end != NULL;
    memmove(input, input + n, length - n);
    length -= n;
    return 1;
}

/*
 * Read a command. What happens meanwhile is shown. Returns 0 at
 * the end of stdin. A last line needs no newline.
 */
int
command_read(char *to, size_t size)
{
    ssize_t n;

    for (;;) {
        if (take_line(to, size))
            break;
        show_prompt();
        if (!look(-1, 1)) {
            rest(terminal);
            continue;
        }
        n = read(STDIN_FILENO, input + length, sizeof(input) - length);
        if (n < 0 && errno != EINTR)
            err_sys("read");
        if (n == 0 && length == 0)
            return 0;
        if (n == 0)
            input[n++] = '\n';
        length += n > 0 ? (size_t)n : 0;
    }
    hide_prompt(1);
    return 1;
}
