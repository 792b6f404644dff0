/*
 * screen: the terminal, if stdout is one. It shows another screen, without a
 * cursor, and keys come one by one. At the end it is as it was before.
 */
#define _XOPEN_SOURCE 700   /* SIGWINCH */
#include "watch.h"

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
