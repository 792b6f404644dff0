/*
 * rest: how long ch05/wire/rest.c waits until nothing moves, with a clock of
 * our own. Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#include "ch05/wire/segment.c"
#include "tests/wire/make.h"

/* --- in the place of the other files of wire --- */

static long long time_ms;
static long long reads_until, prints_until, moves_until, busy_until;
static int moves;               /* what moves meanwhile */
static int moves_at = -1;       /* it moves once more, at this scan */
static int scans;
static int is_fresh;            /* a frame is there */
static int is_alive = 1;
static const char *table = "";  /* net/tcp of the server */

int unplugged, terminal, repeats;
const char *program[2] = { "a client", "a server" };

static long long fake_clock(void) { return time_ms; }
int input_wait(int ms, int typed)
{
    time_ms += ms;
    is_fresh = time_ms <= reads_until;
    return typed == TYPED;
}
static int fake_read(void) { return is_fresh-- > 0; }
int program_read(void) { return time_ms <= prints_until; }
int process_scan(void)
{
    scans++;
    return time_ms < moves_until ? moves : scans == moves_at ? MOVES : 0;
}
int cable_busy(enum side side)
{
    return side == SERVER && time_ms < busy_until;
}
void cable_table(enum side side, const char *name, char *text, size_t size)
{
    snprintf(text, size, "%s", side == SERVER && strcmp(name, "net/tcp") == 0
             ? table : "");
}
void program_start(enum side side) { (void)side; }
int program_alive(enum side side) { (void)side; return is_alive; }
int input_line(char *to, size_t size, int wait)
{
    (void)to, (void)size;
    return wait ? -1 : 0;
}
void event(enum side where, const char *fmt, ...) { (void)where, (void)fmt; }
void hide_prompt(int typed) { (void)typed; }
void show_segment(int number) { (void)number; }
void show_states(int number) { (void)number; }
void show_printed(enum side side) { (void)side; }
void show_ends(void) { }
void show_all(void) { }

#undef cable_read
#undef cable_write
#define cable_read(s, side)     ((void)(s), (side) == CLIENT && fake_read())
#define cable_write(s)          ((void)(s))
#define clock_ms                fake_clock
#include "ch05/wire/rest.c"

/* --- the tests --- */

/* Check how long settle takes from now on. */
static void
check_settle(const char *what, long long want)
{
    long long start = time_ms;

    settle();
    printf("%s: ms|%lld|%lld\n", what, want, time_ms - start);
    time_ms = 0;
    reads_until = prints_until = moves_until = busy_until = 0;
}

/* A look comes each 3 ms; there must be two in succession. */
static void
settles(void)
{
    check_settle("nothing moves", 33);
    scans = 0;
    moves_at = 2;
    check_settle("something moves between the two looks", 39);
    check_int("... these are four looks", 4, scans);
    reads_until = 99;
    check_settle("a frame comes: 30 ms more from then on", 132);
    prints_until = 99;
    check_settle("something is printed: the same", 132);
    moves = MOVES;
    moves_until = 600;
    check_settle("a process works", 603);
    busy_until = 600;
    check_settle("a frame is under way", 603);
    moves_until = 100000;
    check_settle("a process works for ever: 5 s", 5001);
    moves = MOVES | WAITS;
    moves_until = 30000;
    check_settle("it waits for the disk", 30003);
    moves_until = 100000;
    check_settle("it waits for the disk for ever: a minute, and 5 s", 64998);
    moves = 0;
}

/* The start of both programs. */
static void
boots(void)
{
    long long start = time_ms;

    is_alive = 1;
    check_int("a server that does not listen", 0, boot(SERVER, START));
    check_int("... has 5 s", 1,
              time_ms - start >= 5000 && time_ms - start < 5100);
    table = " 0: 020200C0:2695 010200C0:9C40 01 0:0 00:00000000 0 0 0 4711";
    start = time_ms;
    check_int("nor does one that has only a connection", 0,
              boot(SERVER, START));
    table = " 0: 020200C0:2695 00000000:0000 0A 0:0 00:00000000 0 0 0 4711";
    start = time_ms;
    check_int("a server that listens", 1, boot(SERVER, START));
    check_int("... that is seen at the first look", 33, (int)(time_ms - start));
    terminal = 1;
    start = time_ms;
    client_boot();
    check_int("on a terminal, nobody waits for a client", 33,
              (int)(time_ms - start));
    terminal = 0;
    start = time_ms;
    client_boot();
    check_int("a list of commands waits for 5 s", 1, time_ms - start >= 5000);
    is_alive = 0;
    start = time_ms;
    check_int("a server that has ended", 0,
              (table = "", boot(SERVER, START)));
    check_int("... that is seen at the first look, too", 33,
              (int)(time_ms - start));
}

/* wire cannot show one connection too many, so it ends. */
static void
too_many(void)
{
    int status = -1;

    conn_count = CONNS;
    make(CLIENT, SYN, 0, 0, 0);
    is_fresh = 1;
    fflush(stdout);
    if (Fork() == 0) {
        close(STDERR_FILENO);
        read_frames();
        _exit(0);
    }
    wait(&status);
    check_int("one connection too many: the exit status", 1,
              WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    forget();
}

int
main(void)
{
    settles();
    boots();
    too_many();
    return 0;
}
