/*
 * screen: the terminal, if stdout is one. It shows another screen, without a
 * cursor, and keys come one by one. At the end it is as it was before.
 *
 * A picture is put over the last one: the cursor goes to the top left, and each
 * row erases the rest of its line. So nothing flickers.
 */
#ifdef __linux__
#define _XOPEN_SOURCE 700   /* open_memstream, termios */
#endif
#include "watch.h"

#include <poll.h>           /* poll */
#include <stdarg.h>         /* va_list */
#include <sys/ioctl.h>      /* struct winsize */
#include <termios.h>        /* tcsetattr */

int keys;
int screen_columns = 80;
static int screen_rows = 24, rows;      /* in all; of the picture so far */
static int is_open, has_saved;
static struct termios saved;
static FILE *frame;                     /* it writes the picture */
static char *picture, *last;
static size_t length;

int
screen_possible(void)
{
    const char *term = getenv("TERM");

    return isatty(STDOUT_FILENO) && term != NULL && *term != '\0'
        && strcmp(term, "dumb") != 0;
}

/* A terminal that does not know its size has 24 rows of 80 columns. */
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

void
screen_open(void)
{
    static const char text[] = "\033[?1049h\033[?25l";
    struct termios raw;

    has_saved = keys = tcgetattr(STDIN_FILENO, &saved) == 0;
    if (keys) {
        raw = saved;
        raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);  /* Ctrl-C stays a signal */
        raw.c_cc[VMIN] = 0;
        raw.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    is_open = on_screen = 1;
    output(text, sizeof(text) - 1);
    screen_size();
}

/* A terminal that takes nothing any more must not block our end. */
void
screen_close(void)
{
    static const char text[] = "\033[0m\033[?25h\033[?1049l";
    struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

    if (!is_open)
        return;
    is_open = 0;
    if (poll(&out, 1, 500) > 0)
        writen(STDOUT_FILENO, text, sizeof(text) - 1);
    if (has_saved)
        tcsetattr(STDIN_FILENO, TCSANOW, &saved);
}

char
screen_key(void)
{
    char key;
    ssize_t n = read(STDIN_FILENO, &key, 1);

    if (n < 0 && errno != EINTR && errno != EAGAIN)
        keys = 0;
    return n == 1 ? key : '\0';
}

void
frame_begin(void)
{
    frame = open_memstream(&picture, &length);
    if (frame == NULL)
        err_sys("open_memstream");
    rows = 0;
    fputs("\033[H", frame);
}

int
frame_left(void)
{
    return screen_rows - rows;
}

/* The last column stays empty: there terminals differ. */
void
frame_row(const char *colour, const char *fmt, ...)
{
    const char *no_colour = getenv("NO_COLOR");
    size_t width = (size_t)screen_columns - 1;
    char row[500];
    va_list ap;

    if (frame_left() <= 0)
        return;
    if (no_colour != NULL && *no_colour != '\0')
        colour = PLAIN;
    va_start(ap, fmt);
    vsnprintf(row, sizeof(row), fmt, ap);
    va_end(ap);
    if (width < strlen(row)) {
        while (width > 0 && ((unsigned char)row[width] & 0xc0) == 0x80)
            width--;                    /* no part of a UTF-8 character */
        row[width] = '\0';
    }
    fprintf(frame, "%s%s%s%s\033[K", rows++ > 0 ? "\r\n" : "", colour, row,
            *colour != '\0' ? "\033[0m" : "");
}

void
frame_end(int anew)
{
    fputs("\033[J", frame);
    if (fclose(frame) == EOF)
        err_sys("open_memstream");
    if (anew || last == NULL || strcmp(picture, last) != 0)
        output(picture, length);
    free(last);
    last = picture;
}
