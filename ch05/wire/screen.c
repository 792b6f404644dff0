/*
 * screen: everything that is printed. What a process on the client's host does
 * is on the left, on the server's host on the right, the cable between them.
 */
#include "wire.h"

#include <stdarg.h>         /* va_list */

int terminal;                   /* a person types the commands */
int colour;                     /* ... and wants colour */

/* Returns the last part of a path. */
static const char *
base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* Show who is at the two ends. On a terminal, say what this is about. */
void
show_title(void)
{
    const char *no = getenv("NO_COLOR");
    char client[80];

    terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    colour = terminal && (no == NULL || *no == '\0');
    snprintf(client, sizeof(client), "%s on %s", base(program_path[CLIENT]),
             ADDRESS(CLIENT));
    printf("     %-51s  %s on %s\n", client, base(program_path[SERVER]),
           ADDRESS(SERVER));
    if (terminal)
        printf("     You are the cable: nothing arrives unless you let it.\n"
               "     The TCP states of both ends are at the margins.\n");
}

int unplugged, repeats;
static int prompted;            /* the prompt is on the screen */

/* On a terminal: show what is on the cable, and what can be typed. */
void
show_prompt(void)
{
    int first = held_next(0), n;

    if (!terminal || prompted)
        return;
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

#define WIDTH 80

int shown;                      /* how many lines were shown */
int shown_segment;              /* the segment on the last line, or 0 */

/* Show a line that starts in this column, or to the left of it. */
static void
show_line(int column, const char *fmt, va_list ap)
{
    char text[8192];
    int length = vsnprintf(text, sizeof(text), fmt, ap);

    if (column + length > WIDTH)
        column = length > WIDTH - 5 ? 5 : WIDTH - length;
    hide_prompt(0);
    printf("%*s%s\n", column, "", text);
    shown++;
    shown_segment = 0;
}

/* Show what has happened at this place. */
void
event(enum side where, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    show_line(where == CLIENT ? 5 : where == CABLE ? 22 : 58, fmt, ap);
    va_end(ap);
}

/* Answer a command. */
void
answer(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    show_line(5, fmt, ap);
    va_end(ap);
}

/* Show that a segment arrives. It needs no line if it is the segment on the
 * last line, and the oldest on the cable. */
void
show_arrival(int number)
{
    if (shown_segment != number || held_next(0) != number)
        event(CABLE, "%d arrives", number);
}

/* At the end: say what has neither arrived nor was lost. */
void
show_left(void)
{
    int number;

    for (number = held_next(0); number > 0; number = held_next(number))
        event(CABLE, "%d is still on the cable", number);
}

/* End the line of a connection: the server's state, and the port if there are
 * several connections. */
static void
end_line(struct conn *c)
{
    if (conn_number(1) != NULL)
        printf("%-11s port %u\n", c->state[SERVER], c->port[CLIENT]);
    else
        printf("%s\n", c->state[SERVER]);
    c->shown[CLIENT] = c->state[CLIENT];
    c->shown[SERVER] = c->state[SERVER];
    shown++;
    shown_segment = 0;
}

/* Show a segment that was put on the cable, and the states of both ends. */
void
show_segment(int number)
{
    const struct segment *s = held(number);
    struct conn *c = conn_number(s->conn);
    const char *left = "---", *right = "---";
    int red = colour && (s->flags & RST || s->where == LOST);
    char text[120];

    if (s->from == CLIENT)
        right = s->where == LOST ? "--X" : "-->";
    else
        left = s->where == LOST ? "X--" : "<--";
    segment_text(s, text, sizeof(text));
    hide_prompt(0);
    printf("%3d  %-11s  %s%s %-30s %s%s  ", number, c->state[CLIENT],
           red ? "\033[1;31m" : "", left, text, right, red ? "\033[0m" : "");
    end_line(c);
    shown_segment = number;
}

/* Show the states of the two ends, if they are not what was shown last. */
void
show_states(int number)
{
    struct conn *c = conn_number(number);

    if (c->shown[CLIENT] != NULL
        && strcmp(c->shown[CLIENT], c->state[CLIENT]) == 0
        && strcmp(c->shown[SERVER], c->state[SERVER]) == 0)
        return;
    hide_prompt(0);
    printf("     %-11s%*s", c->state[CLIENT], 42, "");
    end_line(c);
}

/* It has ended and is gone: show how. */
static void
show_end(const struct process *p)
{
    enum side at = PLACE(p->role);

    if (p->role >= CHILD && p->shown == 'Z')
        event(at, "zombie %d is reaped", (int)p->pid);
    else if (p->role >= CHILD)
        event(at, "child %d ends, is reaped", (int)p->pid);
    else if (WIFSIGNALED(p->status))
        event(at, "%s ends, signal %d", process_name(p->role),
              WTERMSIG(p->status));
    else
        event(at, "%s ends, exit status %d", process_name(p->role),
              WEXITSTATUS(p->status));
}

/* Show which processes have begun or ended since the last call. */
void
process_show(void)
{
    struct process *p;
    int i;

    for (i = 0; (p = process_number(i)) != NULL; i++) {
        enum side at = PLACE(p->role);

        if (p->role >= CHILD && p->shown == 0)
            event(at, "%s forks child %d", process_name((int)at), (int)p->pid);
        if (p->state == GONE && p->shown != GONE)
            show_end(p);
        else if (p->state == 'Z' && p->shown != 'Z')
            event(at, "child %d ends: a zombie", (int)p->pid);
        p->shown = p->state;
    }
}

/* Show the processes that are there, with their states. */
void
process_list(void)
{
    struct process *p;
    int i, none = 1;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->state != GONE) {
            answer("%-6s  %7d  %c  %s", process_name(p->role),
                   (int)p->pid, p->state,
                   p->state == 'S' ? "asleep" : p->state == 'T' ? "stopped"
                   : p->state == 'Z' ? "zombie" : "");
            none = 0;
        }
    if (none)
        answer("there is no process");
}

/* Show it, a line for each of its lines. What cannot be printed is a '?'. */
void
output_show(enum side side)
{
    char *line = printed[side], *end = line + printed_len[side], *p;

    while (line < end) {
        for (p = line; p < end && *p != '\n'; p++)
            if ((unsigned char)*p < ' ' || *p == 127)
                *p = '?';
        event(side, "%s prints: %.*s", side == CLIENT ? "client" : "server",
              (int)(p - line), line);
        line = p + 1;
    }
    printed_len[side] = 0;
}
