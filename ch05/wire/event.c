/*
 * event: lines that are no segments. What a process on the client's host does
 * is on the left, on the server's host on the right, the cable between them.
 */
#include "wire.h"

#include <stdarg.h>         /* va_list */

#define WIDTH 80

int shown;                      /* how many lines were shown */
int shown_segment;              /* the segment on the last line, or 0 */

/* Show a line that starts in this column, or to the left of it. */
static void
show(int column, const char *fmt, va_list ap)
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
    show(where == CLIENT ? 5 : where == CABLE ? 22 : 58, fmt, ap);
    va_end(ap);
}

/* Answer a command. */
void
answer(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    show(5, fmt, ap);
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
