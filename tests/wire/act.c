/*
 * act: the commands of wire, ch05/wire/act.c, with a clock of our own, so that
 * a minute takes no time. Each line below is TEXT|WANT|GOT; tests/lib/lib.t
 * compares them.
 */
#include "ch05/wire/segment.c"
#include "tests/wire/make.h"

#include <stdarg.h>         /* va_list */

/* --- in the place of the other files of wire --- */

static long long now;           /* ms */
static long long shows_at;      /* then something is shown; 0: never */
static int dropped;              /* the retransmission that rest has dropped */
static int is_typed;            /* something was typed */
static int save_result;
static char said[200];          /* by the last event */
static char steps[200];         /* of a reboot */

int unplugged, shown, terminal, times, guessing, program_in = -1;
char guessed[200];
unsigned long host_number[2];

static long long
fake_clock(void)
{
    return now;
}

long long
cable_clock(void)
{
    return now * 1000;
}

void
event(enum side where, const char *fmt, ...)
{
    va_list ap;

    (void)where;
    va_start(ap, fmt);
    vsnprintf(said, sizeof(said), fmt, ap);
    va_end(ap);
    shown++;
}

int
input_wait(int ms, int typed)
{
    now += ms;
    return typed == TYPED && is_typed;
}

int
rest(int waiting)
{
    now += 35;
    if (shows_at > 0 && now >= shows_at) {
        shows_at = 0;
        shown++;
    }
    return waiting ? dropped : 0;
}

static void
step(const char *what, unsigned long number)
{
    size_t len = strlen(steps);

    snprintf(steps + len, sizeof(steps) - len, "%s %lu, ", what, number);
}

void cable_boot(enum side side) { step("boot", side); }
void process_end(enum side side, unsigned long n) { step("end", side + n); }
void server_boot(void) { step("listen", 0); }
void show_arrival(int number) { (void)number; }
void show_segment(int number) { (void)number; shown++; }
struct process *process_number(int number) { (void)number; return NULL; }
int process_alive(const struct process *p) { return p != NULL; }
void process_signal(struct process *p, int signo) { (void)p, (void)signo; }
int save(const char *file) { (void)file; errno = ENOSPC; return save_result; }
#ifdef __linux__
void cable_write(const struct segment *s) { (void)s; }
int host_set(const char *name, const char *value)
{
    (void)name;
    errno = EINVAL;
    return *value == 'x' ? -1 : 0;
}
#endif

#define clock_ms    fake_clock
#include "ch05/wire/act.c"

/* --- the tests --- */

static void
check_said(const char *what, const char *want)
{
    printf("%s|%s|%s\n", what, want, said);
}

/* Check that the command takes from ms milliseconds to a second more. */
static void
check_time(const char *what, int (*act)(const char *, int), long long ms)
{
    long long start = now;

    act("", 0);
    if (now - start >= ms && now - start < ms + 1000)
        start = now - ms;
    printf("%s: ms|%lld|%lld\n", what, ms, now - start);
}

/* run: half a second without anything new, or as long as a retransmission may
 * take that is to come. */
static void
run_ends(void)
{
    forget();
    check_time("run, and nothing moves", run, 500);
    shows_at = now + 450;
    check_time("run, and something moves after 0.4 s", run, 950);
    put_there(LOST, CLIENT, SYN, 1, 0, 0);
    conns[0].state[CLIENT] = SYN_SENT;
    check_time("run, and what was lost does not come again", run, PATIENCE);
    unplugged = 1;
    check_time("run, and the cable is out", run, 500);
    unplugged = 0;
    segment_number(1)->repeated = 1;
    check_time("run, and it has come again", run, 500);
    put_there(ON_CABLE, CLIENT, SYN, 1, 0, 0);
    put_there(ON_CABLE, CLIENT, ACK, 2, 0, 0);
    run("", 0);
    check_int("run lets all arrive", 2, (segment_number(2)->where == ARRIVED)
              + (segment_number(3)->where == ARRIVED));
    is_typed = 1;
    run("", 0);
    check_time("what is typed in a list does not end it", run, 500);
    terminal = 1;
    check_time("on a terminal it does", run, 0);
    check_time("and it ends wait, too", wait_for, 0);
    terminal = is_typed = 0;
}

/* wait: until something is shown, or a retransmission was dropped. */
static void
wait_ends(void)
{
    forget();
    check_time("wait, and nothing happens", wait_for, PATIENCE);
    check_said("... it says so", "nothing has happened for 70 seconds");
    shows_at = now + 20000;
    check_time("wait, and something happens after 20 s", wait_for, 20000);
    dropped = put_there(ON_CABLE, CLIENT, SYN, 1, 0, 0);
    check_time("wait, and what is on the cable is retransmitted", wait_for, 0);
    check_said("... it says so",
               "1 is retransmitted: it is still on the cable");
    segment_number(1)->where = ARRIVED;
    wait_for("", 0);
    check_said("it has arrived",
               "1 is retransmitted: it has arrived already");
    segment_number(1)->where = LOST;
    conns[0].state[CLIENT] = SYN_SENT;
    shows_at = now + 3000;
    check_time("wait, and another one is to come", wait_for, 3000);
    unplugged = 1;
    wait_for("", 0);
    check_said("the cable is out", "1 is retransmitted: it is lost, too");
    unplugged = dropped = 0;
}

/* A segment that arrives, is copied or is lost. */
static void
segments_move(void)
{
    struct segment *s;

    forget();
    put_there(ON_CABLE, CLIENT, SYN, 1, 0, 0);
    put_there(ON_CABLE, SERVER, SYN | ACK, 1, 2, 0);
    put_there(ON_CABLE, CLIENT, ACK, 2, 2, 0);
    arrive("1", 0);
    check_int("what arrives knows the newest one then", 3,
              segment_number(1)->arrived_after);
    conns[0].state[CLIENT] = ESTABLISHED;
    s = segment_number(2);
    s->when = 7;
    now = 9;
    again("2", 0);
    s = segment_number(4);
    check_int("a copy has the states of now", ESTABLISHED,
              (int)s->state[CLIENT]);
    check_int("... and the time of now", 9000, (int)s->when);
    check_int("... and is on the cable", ON_CABLE, (int)s->where);
    host_number[SERVER] = 41;
    reboot_server("", 0);
    check_int("a reboot: what is on the cable is lost", 0, segment_next(0));
    printf("... the cable is cut before the old processes end|%s|%s\n",
           "boot 1, end 42, listen 0, ", steps);
    pull("", 1);
    check_said("the cable is out", "the cable is unplugged");
    again("1", 0);
    check_int("a copy is lost then", LOST, (int)segment_number(5)->where);
    pull("", 0);
    check_said("it is in again", "the cable is plugged in");
    again("1", 0);
    pull("", 1);
    check_int("what is on the cable is lost when it is pulled out", LOST,
              (int)segment_number(6)->where);
    pull("", 0);
}

/* What a command returns, and the last line that it says. */
static const struct result {
    int (*act)(const char *, int);
    const char *text;
    int what, want;
    const char *says;
} results[] = {
    { arrive, "", 0, DONE, "nothing is on the cable" },
    { arrive, "9", 0, FAILED, "there is no segment 9" },
    { arrive, "1", 0, FAILED, "1 is not on the cable: it has arrived" },
    { arrive, "2", 0, FAILED, "2 is not on the cable: it is lost" },
    { lose, "", 0, FAILED, "nothing is on the cable" },
    { lose, "1x", 0, FAILED, "there is no segment 1x" },
    { again, "", 0, FAILED, "which one? as in: again 5" },
    { again, "0", 0, FAILED, "there is no segment 0" },
    { set, "tcp_x", 0, FAILED, "which value? as in: set tcp_rfc1337 1" },
    { set, "tcp.x 1", 0, FAILED, "which value? as in: set tcp_rfc1337 1" },
#ifdef __linux__
    { set, "tcp_x x", 0, FAILED, "tcp_x cannot be x: Invalid argument" },
    { set, "tcp_x  1 2", 0, RESTED, "tcp_x is 1 2 on both hosts" },
#endif
    { type, "x", 0, FAILED, "you have typed Ctrl-D: nothing can follow it" },
    { type, "", 1, FAILED, "you have typed Ctrl-D: nothing can follow it" },
    { send_signal, "", SIGKILL, FAILED, "which one: client, server or child?" },
    { send_signal, "child", SIGKILL, FAILED, "there is no child" },
    { ps, "", 0, RESTED, "there is no process" },
    { turn, "", 't', RESTED, "the column of seconds is on" },
    { turn, "", 't', RESTED, "the column of seconds is off" },
    { turn, "", 'g', RESTED, "guessing is on" },
    { turn, "", 'g', RESTED, "guessing is off" },
    { note, "x", 0, RESTED, "Note: x" },
    { note, "x", 1, RESTED, "Title: x" },
    { save_as, "", 0, FAILED, "which file? as in: save run.pcapng" },
    { save_as, "f", 0, RESTED, "tshark -r f    (or: tcpdump -r f)" },
};

static void
commands_return(void)
{
    const struct result *r = results;

    forget();
    put_there(ARRIVED, CLIENT, SYN, 1, 0, 0);
    put_there(LOST, SERVER, SYN | ACK, 1, 2, 0);
    for (; r < results + sizeof(results) / sizeof(results[0]); r++) {
        check_int("what a command returns", r->want, r->act(r->text, r->what));
        check_said("what it says", r->says);
    }
    turn("server SYN", 'g');
    printf("guess TEXT is kept|server SYN 0|%s %d\n", guessed, guessing);
    save_result = -1;
    check_int("a disk that is full", FAILED, save_as("f", 0));
    printf("what it says|f: %s|%s\n", strerror(ENOSPC), said);
    check_int("help", RESTED, help("", 0));
}

int
main(void)
{
    run_ends();
    wait_ends();
    segments_move();
    commands_return();
    return 0;
}
