/*
 * frame: a picture of the whole screen. One write puts it over the last one:
 * the cursor goes to the top left, and each row erases the rest of its line. So
 * nothing flickers. A picture that is the same as the last one is not written.
 */
#include "watch.h"

#include <stdarg.h>         /* va_list */

static char text[65536], last[65536];
static size_t len;
static int rows;

/* Add to the picture; what does not fit is left out. */
static void
add(const char *s)
{
    size_t n = strlen(s);

    if (len + n < sizeof(text)) {
        memcpy(text + len, s, n + 1);
        len += n;
    }
}

/* An empty picture. */
void
frame_begin(void)
{
    len = 0;
    rows = 0;
    add("\033[H");
}

/* Returns how many rows are left. */
int
frame_left(void)
{
    return screen_rows - rows;
}

/* Add a row, which the screen's width cuts. The last column stays empty: there
 * terminals differ. colour is RED, BOLD or PLAIN. */
void
frame_row(const char *colour, const char *fmt, ...)
{
    static int no_colour = -1;
    char row[500];
    size_t width = (size_t)screen_columns - 1;
    va_list ap;

    if (no_colour < 0)
        no_colour = getenv("NO_COLOR") != NULL && *getenv("NO_COLOR") != '\0';
    if (frame_left() <= 0)
        return;
    va_start(ap, fmt);
    vsnprintf(row, sizeof(row), fmt, ap);
    va_end(ap);
    if (width < sizeof(row))
        row[width] = '\0';
    if (rows++ > 0)
        add("\r\n");
    if (*colour != '\0' && !no_colour) {
        add(colour);
        add(row);
        add("\033[0m");
    } else {
        add(row);
    }
    add("\033[K");
}

/* Show the picture. `anew`: although it is the same as the last one. */
void
frame_end(int anew)
{
    add("\033[J");
    if (!anew && strcmp(text, last) == 0)
        return;
    if (writen(STDOUT_FILENO, text, len) < 0)
        output_failed();
    memcpy(last, text, len + 1);
}
