/*
 * unit-draw: numbers, times and shares of the screen, as ch05/watch/draw.c has
 * them. Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#include "ch05/watch/watch.h"
#include "tests/lib/check.h"

#include <stdarg.h>         /* va_list */

/* --- in the place of the other files of watch --- */

static int rows;
static char last_row[200];

int screen_columns = 80;
struct process server;
struct process *children;
size_t child_count;
long reaped;
struct sigchld sigchld;
unsigned int port;
struct sock listener;
struct conn *conns;
size_t conn_count;

const char *event_last(int number) { (void)number; return NULL; }
void frame_begin(void) { }
int frame_left(void) { return 0; }
void frame_end(int anew) { (void)anew; }
size_t zombies(void) { return 0; }
void
frame_row(const char *colour, const char *fmt, ...)
{
    va_list ap;

    (void)colour;
    va_start(ap, fmt);
    vsnprintf(last_row, sizeof(last_row), fmt, ap);
    va_end(ap);
    rows++;
}
int
conn_over(const struct conn *c)
{
    return c->side[CLIENT].state == TIME_WAIT;
}
const char *
conn_state(const struct conn *c, int side)
{
    return sock_state(c->side[side].state);
}

#include "ch05/watch/draw.c"

/* --- the tests --- */

static void
check_bytes(unsigned long n, const char *want)
{
    char text[24];

    bytes(text, sizeof(text), n);
    printf("%lu bytes|%s|%s\n", n, want, text);
}

/* A timer of this kind that expires in so many hundredths of a second. */
static void
check_timer(unsigned int kind, unsigned long ticks, const char *want)
{
    struct sock s = { .timer = kind, .ticks = ticks };
    char text[32];

    timer(text, sizeof(text), &s);
    printf("timer %u, %lu ticks|%s|%s\n", kind, ticks, want, text);
}

/* Check how many rows there are, and the last one. */
static void
check_rows(const char *text, int want, const char *last)
{
    printf("%s: rows|%d|%d\n", text, want, rows);
    printf("... the last one|%s|%s\n", last, last_row + strspn(last_row, " "));
    rows = 0;
}

static void
numbers(void)
{
    check_bytes(0, "0");
    check_bytes(999999, "999999");
    check_bytes(1000000, "976K");
    check_timer(0, 100, "");
    check_timer(1, 0, "retr 0.0s");
    check_timer(1, 999, "retr 9.9s");
    check_timer(2, 1000, "keep 10s");
    check_timer(3, 59990, "ends 599s");
    check_timer(3, 60000, "ends 10m");
    check_timer(4, 359990, "probe 59m");
    check_timer(4, 360000, "probe 1h");
    check_timer(5, 100, "");
    check_num("both have room: all of it", 3, share(3, 9, 20));
    check_num("half of it", 10, share(10, 30, 20));
    check_num("both need more than half", 10, share(11, 11, 20));
    check_num("the other one needs less: the rest", 13, share(30, 7, 20));
}

static void
tables(void)
{
    static struct process some[9];
    static struct conn of[9];
    size_t i;

    children = some;
    conns = of;
    for (i = 0; i < 9; i++) {
        some[i].now.pid = 1;
        some[i].now.state = 'Z';
        of[i].at[CLIENT].port = (unsigned int)i;
        of[i].side[CLIENT].state = i < 4 ? TIME_WAIT : ESTABLISHED;
    }
    child_count = conn_count = 9;
    draw_processes(9, 9);
    printf("nine children fit: rows|10|%d\n", rows);
    rows = 0;
    draw_processes(9, 8);
    check_rows("eight rows for nine children", 9, "and 2 more");
    server.now.pid = 1;
    draw_processes(10, 9);
    check_rows("nine rows for a server and nine children", 10, "and 2 more");
    draw_conns(9, 9);
    check_num("nine connections fit: rows", 10, rows);
    check_num("... those that are over come last", '3',
              last_row[strspn(last_row, " ")]);
    rows = 0;
    listener.state = LISTEN;
    draw_conns(10, 9);
    check_rows("nine rows for ten sockets", 10,
               "and 2 more, 2 of them TIME_WAIT");
    draw_conns(10, 4);
    check_rows("four rows", 5, "and 7 more, 4 of them TIME_WAIT");
    for (i = 0; i < 9; i++)
        of[i].side[CLIENT].state = ESTABLISHED;
    draw_conns(10, 4);
    check_rows("four rows, and all live", 5, "and 7 more");
}

int
main(void)
{
    numbers();
    tables();
    return 0;
}
