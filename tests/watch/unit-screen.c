/*
 * unit-screen: ch05/watch/screen.c cuts rows, and knows when there are no more
 * keys. Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#ifdef __linux__
#define _XOPEN_SOURCE 700   /* open_memstream, termios */
#endif
#include "ch05/watch/watch.h"
#include "tests/lib/check.h"

#include <poll.h>           /* poll */
#include <sys/ioctl.h>      /* struct winsize */
#include <termios.h>        /* tcsetattr */

/* --- in the place of the terminal --- */

static ssize_t result;          /* of read */
static int its_errno, writes;
static char shown[2000];        /* the last output: ~ is ESC, / a newline */
static unsigned short its_rows, its_columns;

int on_screen;

/* Store what is written, in a form that can be compared. */
static void
store(const char *bytes, size_t len)
{
    size_t i, n = 0;

    writes++;
    for (i = 0; i < len && n < sizeof(shown) - 1; i++)
        if (bytes[i] != '\r')
            shown[n++] = bytes[i] == '\033' ? '~' : bytes[i] == '\n' ? '/'
                         : bytes[i];
    shown[n] = '\0';
}

void
output(const char *bytes, size_t len)
{
    store(bytes, len);
}

static ssize_t
made_up_writen(int fd, const void *bytes, size_t len)
{
    (void)fd;
    store(bytes, len);
    return -1;                  /* the terminal has gone */
}

static ssize_t
made_up_read(int fd, void *to, size_t size)
{
    (void)fd, (void)size;
    *(char *)to = 'k';
    errno = its_errno;
    return result;
}

static int
made_up_ioctl(int fd, unsigned long request, struct winsize *size)
{
    (void)fd, (void)request;
    size->ws_row = its_rows;
    size->ws_col = its_columns;
    return 0;
}

static int
made_up_attributes(int fd, struct termios *attributes)
{
    (void)fd;
    memset(attributes, 0, sizeof(*attributes));
    return 0;
}

static int
made_up_set(int fd, int when, const struct termios *attributes)
{
    (void)fd, (void)when, (void)attributes;
    return 0;
}

static int
made_up_poll(struct pollfd *fds, nfds_t n, int ms)
{
    (void)n, (void)ms;
    fds[0].revents = POLLOUT;
    return 1;
}

#define read        made_up_read
#define writen      made_up_writen
#define ioctl       made_up_ioctl
#define tcgetattr   made_up_attributes
#define tcsetattr   made_up_set
#define poll        made_up_poll
#ifdef __linux__
#undef _XOPEN_SOURCE            /* screen.c defines it, too */
#endif
#include "ch05/watch/screen.c"

/* --- the tests --- */

static void
check_shown(const char *text, const char *want)
{
    printf("%s|%s|%s\n", text, want, shown);
    shown[0] = '\0';
}

/* Draw one row, and no others. */
static void
check_row(const char *text, const char *row, const char *want)
{
    frame_begin();
    frame_row(PLAIN, "%s", row);
    frame_end(1);
    check_shown(text, want);
}

static void
rows_are_cut(void)
{
    its_rows = 2;
    its_columns = 6;
    screen_size();
    check_row("a row that fits", "abcde", "~[Habcde~[K~[J");
    check_row("one that does not", "abcdef", "~[Habcde~[K~[J");
    check_row("a letter of two bytes", "abcd\303\244", "~[Habcd~[K~[J");
    check_row("a letter of three bytes", "abc\342\202\254", "~[Habc~[K~[J");
    its_columns = 1;
    screen_size();
    check_row("one column", "\303\244", "~[H~[K~[J");
    its_columns = 0;
    screen_size();
    check_num("a width that is not known", 1, screen_columns);
    its_columns = 60;
    its_rows = 0;
    screen_size();
    check_num("a height that is not known", 1, screen_columns);
    its_rows = 2;
    screen_size();
    frame_begin();
    check_num("rows that are left", 2, frame_left());
    frame_row(BOLD, "one");
    frame_row(PLAIN, "two");
    check_num("... none", 0, frame_left());
    frame_row(PLAIN, "three");
    frame_end(1);
    check_shown("the third of two rows", "~[H~[1mone~[0m~[K/two~[K~[J");
    frame_begin();
    frame_row(BOLD, "one");
    frame_row(PLAIN, "two");
    frame_end(0);
    check_shown("the same picture is not shown again", "");
    frame_begin();
    frame_row(PLAIN, "two");
    frame_end(0);
    check_shown("another one is", "~[Htwo~[K~[J");
}

static void
keys_end(void)
{
    screen_open();
    check_num("a terminal has keys", 1, keys);
    result = 1;
    check_num("a key", 'k', screen_key());
    result = 0;
    check_num("no key", '\0', screen_key());
    check_num("... there may be more", 1, keys);
    result = -1;
    its_errno = EINTR;
    check_num("a signal", '\0', screen_key());
    check_num("... there may be more", 1, keys);
    its_errno = EIO;
    check_num("a terminal that we may not read", '\0', screen_key());
    check_num("... there are no more", 0, keys);
}

static void
closes(void)
{
    screen_open();
    screen_close();
    check_shown("the screen is left", "~[0m~[?25h~[?1049l");
    writes = 0;
    screen_close();
    check_num("... once", 0, writes);
}

int
main(void)
{
    setenv("NO_COLOR", "", 1);
    rows_are_cut();
    keys_end();
    closes();
    return 0;
}
