/*
 * screen: the terminal, if stdout is one. It shows another screen, without a
 * cursor, and keys come one by one. At the end it is as it was before.
 *
 * One write puts a picture of the whole screen over the last one: the cursor
 * goes to the top left, and each row erases the rest of its line. So nothing
 * flickers. A picture that is the same as the last one is not written.
 */
#define _XOPEN_SOURCE 700   /* SIGWINCH */
#include "watch.h"

#include <stdarg.h>         /* va_list */
#include <sys/ioctl.h>      /* struct winsize */
#include <termios.h>        /* tcsetattr */

int on_screen;
int keys;
int screen_rows = 24, screen_columns = 80;
static int is_open, has_saved;
static struct termios saved;

/* True if stdout is a terminal that can move its cursor. */
int
screen_possible(void)
{
    const char *term = getenv("TERM");

    return isatty(STDOUT_FILENO) && term != NULL && *term != '\0'
        && strcmp(term, "dumb") != 0;
}

/* Ask how large the window is. A terminal that does not know it has 24 rows. */
void
screen_size(void)
{
    struct winsize size = { 0, 0, 0, 0 };

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row == 0
        || size.ws_col == 0)
        return;
    screen_rows = size.ws_row;
    screen_columns = size.ws_col;
}

/* Write it, however many calls it takes. */
static void
put(const char *text)
{
    if (writen(STDOUT_FILENO, text, strlen(text)) < 0)
        output_failed();
}

/* From here on the screen is ours. */
void
screen_open(void)
{
    struct termios raw;

    keys = tcgetattr(STDIN_FILENO, &saved) == 0;
    has_saved = keys;
    if (keys) {
        raw = saved;
        raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);  /* Ctrl-C stays a signal */
        raw.c_cc[VMIN] = 0;
        raw.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    is_open = 1;
    put("\033[?1049h\033[?25l");
    screen_size();
}

/* The terminal is as it was before. Errors do not matter any more. */
void
screen_close(void)
{
    static const char text[] = "\033[0m\033[?25h\033[?1049l";

    if (!is_open)
        return;
    is_open = 0;
    if (writen(STDOUT_FILENO, text, strlen(text)) < 0)
        keys = 0;                   /* the terminal is gone */
    if (has_saved)
        tcsetattr(STDIN_FILENO, TCSANOW, &saved);
}

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

int paused;

/* Read the keys that were typed. */
void
read_keys(void)
{
    char key;
    ssize_t n;

    while ((n = read(STDIN_FILENO, &key, 1)) == 1)
        if (key == 'q' || key == 'Q')
            watch_end(0);
        else if (key == 'p' || key == 'P') {
            paused = !paused;
            draw(1);
        }
    if (n < 0 && errno != EINTR && errno != EAGAIN)
        keys = 0;
}
