/*
 * screen: all that is printed. What a process on the client's host does is on
 * the left, on the server's host on the right, and the cable is between them.
 */
#include "wire.h"

#include <stdarg.h>         /* va_list */
#include <sys/ioctl.h>      /* TIOCGWINSZ */

#define WIDTH 80

int terminal, prompt_width, shown, repeats, times;

static int colour;              /* the user wants colour */
static int last_segment;        /* the segment on the last line, or 0 */

/* Returns a short name for a program: the last part of its path. A command for
 * a shell has several paths, and stays as it is. */
static const char *
name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL
        || (strchr(path, ' ') != NULL && access(path, F_OK) < 0))
        return path;
    return slash + 1;
}

void
show_title(void)
{
    const char *no = getenv("NO_COLOR");
    char client[80];

    terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    colour = terminal && (no == NULL || *no == '\0');
    snprintf(client, sizeof(client), "%.40s on %s", name_of(program[CLIENT]),
             ADDRESS(CLIENT));
    printf("     %-51s  %.40s on %s\n", client, name_of(program[SERVER]),
           ADDRESS(SERVER));
    if (terminal)
        printf("     You are the cable: nothing arrives unless you let it.\n"
               "     The TCP states of both sides are at the margins.\n");
}

/* --- the prompt --- */

/* Returns how wide the terminal is. */
static int
screen_width(void)
{
    struct winsize size;

    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
        ? size.ws_col : WIDTH;
}

void
show_prompt(void)
{
    int first = segment_next(0), n, width = 0;

    if (!terminal || prompt_width > 0)
        return;
    width += printf(unplugged ? "[unplugged" : "[cable:");
    for (n = first; n > 0 && width < WIDTH / 2; n = segment_next(n))
        width += printf(" %d", n);
    if (n > 0)
        width += printf(" ...");
    if (first == 0 && !unplugged)
        width += printf(" -");
    if (repeats > 0)
        width += printf("; %d retransmission%s dropped", repeats,
                        repeats == 1 ? "" : "s");
    if (first > 0)
        width += printf("] Enter: %d arrives; or lose, help > ", first);
    else
        width += printf("] 'type hello', eof, wait, save, help > ");
    prompt_width = width;
}

void
hide_prompt(int typed)
{
    const char *term = getenv("TERM");
    int rows, width = screen_width();

    if (prompt_width == 0)
        return;
    rows = typed < 0 ? (prompt_width - 1) / width
                     : (prompt_width + typed - 1) / width + 1;
    if (term == NULL || strcmp(term, "dumb") == 0)
        printf(typed < 0 ? "\n" : "");
    else if (rows > 0)
        printf("\033[%dA\r\033[J", rows);
    else
        printf("\r\033[J");
    prompt_width = 0;
}

/* --- a line at its place --- */

void
event(enum side where, const char *fmt, ...)
{
    int length, column = where == CLIENT ? 5 : where == CABLE ? 22 : 58;
    char text[8192];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    length = (int)strlen(printable(text));
    if (column + length > WIDTH)
        column = length > WIDTH - 5 ? 5 : WIDTH - length;
    hide_prompt(-1);
    printf("%*s%s\n", column, "", text);
    shown++;
    last_segment = 0;
}

/* --- segments and states --- */

/* End the line of a connection: the server's state; the port if there are
 * several connections; and the seconds, unless they are negative. */
static void
end_line(struct conn *c, const unsigned int state[2], double seconds)
{
    int more = conn_number(1) != NULL || seconds >= 0;

    printf(more ? "%-11s" : "%s", sock_state(state[SERVER]));
    if (conn_number(1) != NULL)
        printf(" port %u", c->port[CLIENT]);
    if (seconds >= 0)
        printf(" %7.2f", seconds);
    printf("\n");
    memcpy(c->shown, state, sizeof(c->shown));
    shown++;
    last_segment = 0;
}

void
show_segment(int number)
{
    const struct segment *s = segment_number(number);
    const char *left = "---", *right = "---";
    int red = colour && (s->flags & RST || s->where == LOST);
    char text[120];

    if (s->from == CLIENT)
        right = s->where == LOST ? "--X" : "-->";
    else
        left = s->where == LOST ? "X--" : "<--";
    segment_text(s, text, sizeof(text));
    hide_prompt(-1);
    printf("%3d  %-11s  %s%s %-30s %s%s  ", number,
           sock_state(s->state[CLIENT]), red ? "\033[1;31m" : "", left, text,
           right, red ? "\033[0m" : "");
    end_line(conn_number(s->conn), s->state, !times ? -1
             : (double)(s->when - segment_number(1)->when) / 1000000);
    last_segment = number;
}

void
show_states(int number)
{
    struct conn *c = conn_number(number);

    if (memcmp(c->shown, c->state, sizeof(c->shown)) == 0)
        return;
    hide_prompt(-1);
    printf("     %-11s%*s", sock_state(c->state[CLIENT]), 42, "");
    end_line(c, c->state, -1);
}

/* It needs no line if it is the segment on the last line, and the oldest on the
 * cable. */
void
show_arrival(int number)
{
    if (last_segment != number || segment_next(0) != number)
        event(CABLE, "%d arrives", number);
}

/* --- programs and processes --- */

/* A line for each of the lines that it has printed. */
void
show_printed(enum side side)
{
    char *line = printed[side], *end = line + printed_len[side], *p;

    for (; line < end; line = p + 1) {
        p = memchr(line, '\n', (size_t)(end - line));
        if (p == NULL)
            p = end;
        printable_bytes(line, (size_t)(p - line));
        event(side, "%s prints: %.*s", NAME(side), (int)(p - line), line);
    }
    printed_len[side] = 0;
}

/* It has ended and is gone: show how. */
static void
show_end(const struct process *p)
{
    if (p->child)
        event(p->host, p->shown == 'Z' ? "zombie %d is reaped"
              : "child %d ends, is reaped", (int)p->proc.pid);
    else if (WIFSIGNALED(p->status))
        event(p->host, "%s ends, signal %d", NAME(p->host),
              WTERMSIG(p->status));
    else
        event(p->host, "%s ends, exit status %d", NAME(p->host),
              WEXITSTATUS(p->status));
}

void
show_ends(void)
{
    struct process *p;
    int i;

    for (i = 0; (p = process_number(i)) != NULL; i++) {
        if (p->child && p->shown == 0)
            event(p->host, "%s forks child %d", NAME(p->host),
                  (int)p->proc.pid);
        if (p->proc.state == GONE && p->shown != GONE)
            show_end(p);
        else if (p->proc.state == 'Z' && p->shown != 'Z')
            event(p->host, "child %d ends: a zombie", (int)p->proc.pid);
        p->shown = p->proc.state;
    }
}

void
show_all(void)
{
    if (fflush(stdout) != 0)
        err_sys("stdout");
    if (ferror(stdout))         /* whose errno is not known any more */
        err_quit("stdout: an earlier write has failed");
}
